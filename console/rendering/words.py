"""The console's sentences, by their keys."""

from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po


@cache
def _catalogue() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted((files("console") / "words" / "en").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".po"):
            with file.open("rb") as open_file:
                found |= {str(m.id): str(m.string) for m in read_po(open_file) if m.id}
    return found


def say(key: str, **facts: object) -> str:
    """The sentence with this key, `facts` in its places. Raises `KeyError` for an unknown key."""
    said = _catalogue()[key]
    return said.format_map(facts) if facts else said
