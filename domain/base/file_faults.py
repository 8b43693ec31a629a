"""What is wrong with a data file that somebody wrote: each fault with its line and what helps."""

import re
import tomllib
from collections.abc import Iterable

from pydantic import ValidationError

from domain.base.model import Frozen
from domain.base.places import Places, Way

Found = tuple[tuple[Way, ...], str, str]
"""Where it is (the first of these ways that leads into the file), what is wrong, what helps."""


class Fault(Frozen):
    """Something wrong in a data file: `line` counts from 1, None where no line can be named."""

    line: int | None
    what: str
    remedy: str


def not_toml(error: tomllib.TOMLDecodeError) -> Fault:
    """The fault of a file that can't be read at all."""
    place = re.search(r"line (\d+)", str(error))
    line = int(place[1]) if place else None
    return Fault(line=line, what="This is not TOML.", remedy=f"Look here: {error}.")


def misshapen(text: str, error: ValidationError, remedy: str) -> tuple[Fault, ...]:
    """The faults of a file whose data have another shape than asked, in the order of lines."""
    return placed(
        text,
        (
            ((one["loc"],), f"{'.'.join(map(str, one['loc']))}: {one['msg']}.", remedy)
            for one in error.errors(include_url=False)
        ),
    )


def placed(text: str, found: Iterable[Found]) -> tuple[Fault, ...]:
    """Faults with the lines they stand on, in the order of these."""
    places = Places(text)
    faults = [
        Fault(line=places.line(*ways), what=what, remedy=remedy) for ways, what, remedy in found
    ]
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))
