"""All parts of an installation are looked at, all at once, in seconds.

What the looks import is loaded before they begin: on a busy machine it took all their time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from services.troubles import Trouble
from workers.cli.doctor import machine, processes, servers
from workers.cli.exits import Exit, exit_code
from workers.settings import Settings
from workers.signing import signed_heads

_SECONDS = 8.0


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it is, or what to do about it."""

    name: str
    ok: bool
    says: str
    remedy: str = ""
    exit: Exit = Exit.OK


Look = Callable[[Settings], Awaitable[str]]


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; no check waits for another."""
    looks: dict[str, Look] = {
        "Python": machine.python,
        "data folder": machine.folder,
        "keys": machine.keys,
        "PostgreSQL": servers.postgres,
        "Temporal": servers.temporal,
        "worker": processes.worker,
        "console": processes.console,
        "mail server": servers.mail,
        "clock": servers.clock,
        "signed heads": signed_heads,
    }
    return list(await asyncio.gather(*(_one(name, look, settings) for name, look in looks.items())))


def exit_of(findings: list[Finding]) -> Exit:
    """The exit code of the first thing that is wrong."""
    return next((one.exit for one in findings if not one.ok), Exit.OK)


async def _one(name: str, look: Look, settings: Settings) -> Finding:
    try:
        async with asyncio.timeout(_SECONDS):
            return Finding(name, True, await look(settings))
    except Trouble as trouble:
        return Finding(name, False, trouble.what, trouble.at_terminal, exit_code(trouble))
    except TimeoutError:
        return Finding(name, False, "did not answer in time", "", Exit.UNREACHABLE)
    except Exception as error:
        what = f"could not be looked at ({type(error).__name__})"
        return Finding(name, False, what, "COACHING_DEBUG=1 says more.", Exit.UNEXPECTED)
