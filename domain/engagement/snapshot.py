"""Snapshots of an engagement's state: written and read whole, refolded when the shape changed."""

import hashlib
import json
from functools import cache

from pydantic import TypeAdapter

from domain.engagement.state import Engagement

_STATE: TypeAdapter[Engagement] = TypeAdapter(Engagement)


FOLDING = 3
"""Raised where events are folded to other values of the same shape; a test notices."""


@cache
def shape() -> str:
    """A digest of the state's schema and of `FOLDING`: a snapshot with another is folded anew."""
    schema = json.dumps(_bare(_STATE.json_schema(mode="serialization")), sort_keys=True)
    return hashlib.sha256(f"{FOLDING} {schema}".encode()).hexdigest()[:16]


def _bare(schema: object) -> object:
    """A schema without its descriptions: what is said of a field is not its shape."""
    if isinstance(schema, dict):
        told = ("description", "title")
        inner = {k: v for k, v in schema.items() if not (k in told and isinstance(v, str))}
        return {key: _bare(value) for key, value in inner.items()}
    return [_bare(one) for one in schema] if isinstance(schema, list) else schema


def dump(state: Engagement) -> bytes:
    """The state as JSON bytes."""
    return _STATE.dump_json(state)


def load(data: bytes) -> Engagement:
    """The state `dump` wrote. Raises pydantic's ValidationError for another shape."""
    return _STATE.validate_json(data)
