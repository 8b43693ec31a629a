"""What is wrong with a data file that somebody wrote: each fault with its line and what helps."""

import re
import tomllib
from collections.abc import Iterable
from itertools import islice
from typing import Annotated, Any, NamedTuple

from pydantic import Field, ValidationError

from domain.base.model import Frozen
from domain.base.places import Places, Way
from domain.base.shape_faults import shape_faults


class Help(NamedTuple):
    """What helps on a page, with a file to begin from at hand, and where people type commands."""

    here: str
    at_terminal: str


Found = tuple[tuple[Way, ...], str, str | Help]
"""Where it is (the first of these ways that leads into the file), what is wrong, what helps."""


MOST_FAULTS = 100
"""More than these are named once some of them are put right."""
_WORD = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![\w-]){_WORD}(?:[ \t]*+\.[ \t]*+{_WORD}){{20}}")
"""A key of many parts, which takes a time to read that grows with their square."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Fault(Frozen):
    """Something wrong in a data file: `line` counts from 1, None where no line can be named.

    `at_terminal` is what helps where people type commands; empty where that is the same.
    """

    line: int | None
    what: str
    remedy: str
    at_terminal: Annotated[str, Field(exclude=True)] = ""


OTHER_ACT = Help("Take one that the file to begin from has.", "See `coaching acts`.")
"""What helps where an act is named that there is not."""


def read_toml(text: str) -> dict[str, Any]:
    """What a file holds. Raises `TOMLDecodeError`, also for what only means harm."""
    if (found := _LONG_KEY.search(text)) is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise tomllib.TOMLDecodeError(f"Too many dots in a key (at line {line}, column 1)")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("Brackets in brackets, too many times") from None
    except ValueError:
        raise tomllib.TOMLDecodeError("A number has too many digits") from None
    if not _is_text(data):
        raise tomllib.TOMLDecodeError("A text holds a sign that can't be shown")
    return data


def _is_text(value: Any) -> bool:
    match value:
        case str():
            return _NO_TEXT.search(value) is None
        case dict():
            return all(_is_text(name) and _is_text(inner) for name, inner in value.items())
        case list():
            return all(map(_is_text, value))
        case _:
            return True


def not_toml(error: tomllib.TOMLDecodeError) -> Fault:
    """The fault of a file that can't be read at all."""
    place = re.search(r"line (\d+)", str(error))
    line = int(place[1]) if place else None
    return Fault(line=line, what="This is not TOML.", remedy=f"Look here: {error}.")


def misshapen(text: str, error: ValidationError, remedy: Help) -> tuple[Fault, ...]:
    """The faults of a file whose data have another shape than asked, in the order of lines."""
    return placed(
        text,
        (((way,), what, remedy) for way, what in islice(shape_faults(error), MOST_FAULTS)),
    )


def placed(text: str, found: Iterable[Found]) -> tuple[Fault, ...]:
    """Faults with the lines they stand on, in the order of these."""
    places = Places(text)
    faults = [
        Fault(
            line=places.line(*ways),
            what=what,
            remedy=helps if isinstance(helps, str) else helps.here,
            at_terminal="" if isinstance(helps, str) else helps.at_terminal,
        )
        for ways, what, helps in found
    ]
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))
