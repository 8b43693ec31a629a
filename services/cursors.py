"""Where the next page of a list begins, in a word that an address can carry.

It holds no more than the last line shown, and opens nothing: whoever sends one is asked again who
they are.
"""

import base64
import binascii
import json
from datetime import date, datetime
from typing import TypeVar, overload

from services.troubles import BadUsage

A = TypeVar("A", bool, datetime, date, int, str)
B = TypeVar("B", bool, datetime, date, int, str)
C = TypeVar("C", bool, datetime, date, int, str)

_LONGEST = 300


def cursor_of(which: str, *place: bool | date | int | str) -> str:
    """A cursor of the list called `which`, after this place in its order."""
    said = [one.isoformat() if isinstance(one, date) else one for one in place]
    return base64.urlsafe_b64encode(json.dumps([which, *said]).encode()).decode().rstrip("=")


@overload
def place_in(which: str, cursor: str, types: tuple[type[A], type[B]]) -> tuple[A, B]: ...
@overload
def place_in(
    which: str, cursor: str, types: tuple[type[A], type[B], type[C]]
) -> tuple[A, B, C]: ...
def place_in(which: str, cursor: str, types: tuple[type, ...]) -> tuple[object, ...]:
    """The place that a cursor of this list names. Raises `BadUsage` for one that is none."""
    try:
        if len(cursor) > _LONGEST:
            raise ValueError
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        name, *said = json.loads(base64.urlsafe_b64decode(padded))
        if name != which or len(said) != len(types):
            raise ValueError
        return tuple(_as(kind, one) for kind, one in zip(types, said, strict=True))
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise BadUsage.of("no_page_of_list") from None


def _as(kind: type, said: object) -> object:
    if kind is datetime or kind is date:
        if not isinstance(said, str):
            raise TypeError
        moment = datetime.fromisoformat(said)
        if kind is date:
            return moment.date()
        if moment.tzinfo is None:
            raise ValueError
        return moment
    if type(said) is not kind or (isinstance(said, str) and "\0" in said):
        raise TypeError
    if isinstance(said, int) and not -(2**31) < said < 2**31:
        raise ValueError
    if isinstance(said, str):
        said.encode()  # half a surrogate pair is no text
    return said
