"""The console as a part that may be left out: the engine does its work without it.

`workers.serving`, which is imported here alone, is the only module that knows the console.
"""

from importlib.util import find_spec

from services.troubles import BadUsage
from workers.settings import Settings

NOT_HERE = "the console is not part of this installation"


def is_here() -> bool:
    """Whether this installation has the console."""
    return find_spec("console") is not None


async def serve(settings: Settings) -> None:
    """Serve pages and API until cancelled. Raises `BadUsage` where there is no console."""
    if not is_here():
        raise BadUsage(NOT_HERE, "Install the whole program; everything else works without it.")
    from workers.serving import serve as serve_console

    await serve_console(settings)
