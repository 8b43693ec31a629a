"""Cursors: an opaque text that says where a list goes on."""

import base64
import binascii
from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import TypeAdapter, ValidationError

from console.api.problems import BadRequest
from domain.base.model import Frozen
from store.projections.rows import ListPlace

USUAL, MOST = 50, 200

Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many items.")]
Cursor = Annotated[
    str | None, Query(max_length=500, description="`next` of the page before this one.")
]


class _Place(Frozen):
    at: datetime
    id: str


_PLACE = TypeAdapter(_Place)
_TEXT = TypeAdapter(str)


def cursor_of(launched_at: datetime, engagement_id: str) -> str:
    """The cursor of what follows this engagement."""
    return _encoded(_PLACE.dump_json(_Place(at=launched_at, id=engagement_id)))


def place_at(cursor: str | None) -> ListPlace | None:
    """Where a list of engagements goes on. Raises `BadRequest`."""
    if cursor is None:
        return None
    try:
        place = _PLACE.validate_json(_decoded(cursor))
    except ValidationError:
        raise BadRequest("cursor") from None
    if place.at.tzinfo is None or "\x00" in place.id:
        raise BadRequest("cursor")
    return ListPlace(place.at, place.id)


def cursor_after(last: str) -> str:
    """The cursor of what follows an id."""
    return _encoded(_TEXT.dump_json(last))


def id_at(cursor: str | None) -> str:
    """The id after which a list goes on. Raises `BadRequest`."""
    if cursor is None:
        return ""
    try:
        found = _TEXT.validate_json(_decoded(cursor))
    except ValidationError:
        raise BadRequest("cursor") from None
    if "\x00" in found:
        raise BadRequest("cursor")
    return found


def _encoded(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def _decoded(cursor: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        raise BadRequest("cursor") from None
