"""Cursors: an opaque text that says where a list goes on."""

import base64
import binascii
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query
from pydantic import Field, TypeAdapter, ValidationError

from console.api.problems import BadRequest
from domain.base.model import Frozen, Instant

USUAL, MOST = 50, 200

Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many items.")]
Cursor = Annotated[
    str | None, Query(max_length=500, description="`next` of the page before this one.")
]


_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:/-]{1,100}$")]


class Place(Frozen):
    """A place in a list that is ordered by a time, then an id."""

    at: Instant
    id: _Id


_PLACE = TypeAdapter(Place)
_TEXT: TypeAdapter[str] = TypeAdapter(_Id)


def cursor_of(at: datetime, id: str) -> str:
    """The cursor of what follows there."""
    return _encoded(_PLACE.dump_json(Place(at=at, id=id)))


def place_at(cursor: str | None) -> Place | None:
    """Where such a list goes on. Raises `BadRequest`."""
    if cursor is None:
        return None
    try:
        place = _PLACE.validate_json(_decoded(cursor))
        place.at.astimezone(UTC)
    except (ValidationError, OverflowError):
        raise BadRequest("cursor") from None
    return place


def cursor_after(last: str) -> str:
    """The cursor of what follows an id."""
    return _encoded(_TEXT.dump_json(last))


def id_at(cursor: str | None) -> str:
    """The id after which a list goes on. Raises `BadRequest`."""
    if cursor is None:
        return ""
    try:
        return _TEXT.validate_json(_decoded(cursor))
    except ValidationError:
        raise BadRequest("cursor") from None


def _encoded(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def _decoded(cursor: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        raise BadRequest("cursor") from None
