"""The forms a person's address and time zone take, wherever they are written."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from domain.words import WORDS


@cache
def known_zones() -> frozenset[str]:
    """The names of all time zones."""
    # Once a process: the lookup walks the whole tz database on disk, 4 ms each time.
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in known_zones():
        raise ValueError(WORDS.say("wrong.time_zone"))
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
Email = Annotated[
    str,
    Field(
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
    ),
]


def _in_order(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(days)))


Weekdays = Annotated[
    tuple[Annotated[int, Field(ge=0, le=4)], ...],
    Field(min_length=1, max_length=5),
    AfterValidator(_in_order),
]
"""Days from Monday (0) to Friday, each once; at least one."""
EVERY_DAY = (0, 1, 2, 3, 4)
