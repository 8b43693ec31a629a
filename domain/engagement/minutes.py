"""About how long each act takes, so that people can tell what fits between two home visits.

Our estimates (`minutes.json`), for the form alone: a conversation is held before it is put down.
"""

import json
from functools import cache
from importlib.resources import files

USUAL = 5
"""Minutes of an act that the table does not know yet."""


def minutes_of(act: str) -> int:
    """About how many minutes an act takes."""
    return minutes().get(act, USUAL)


@cache
def minutes() -> dict[str, int]:
    """Act to minutes, as the table has them."""
    text = files(__package__).joinpath("minutes.json").read_text(encoding="utf-8")
    found: dict[str, int] = json.loads(text)
    return found
