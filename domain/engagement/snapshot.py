"""Snapshots of an engagement's state: written and read whole, refolded when the shape changed."""

import hashlib
import json
from functools import cache

from pydantic import TypeAdapter

from domain.engagement.state import Engagement

_STATE: TypeAdapter[Engagement] = TypeAdapter(Engagement)


FOLDING = 1
"""Raised where events are folded to other values of the same shape; a test notices."""


@cache
def shape() -> str:
    """A digest of the state's schema and of `FOLDING`: a snapshot with another is folded anew."""
    schema = json.dumps(_STATE.json_schema(mode="serialization"), sort_keys=True)
    return hashlib.sha256(f"{FOLDING} {schema}".encode()).hexdigest()[:16]


def dump(state: Engagement) -> bytes:
    """The state as JSON bytes."""
    return _STATE.dump_json(state)


def load(data: bytes) -> Engagement:
    """The state `dump` wrote. Raises pydantic's ValidationError for another shape."""
    return _STATE.validate_json(data)
