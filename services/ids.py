"""Ids: fresh ones, and ones made from what is known, so that launching the same file again names
the same engagements.

These are keyed: without the key nobody can test whether an id belongs to an address.
"""

import json
from uuid import UUID, uuid4

from store.keys.key_ring import KeyRing


def fresh_id() -> str:
    """A random UUID."""
    return str(uuid4())


def derived_id(ring: KeyRing, *parts: str) -> str:
    """A UUID that the same parts always give, and that tells nothing about them."""
    digest = ring.fingerprint(json.dumps(["id", *parts]).encode())
    return str(UUID(bytes=digest[:16], version=5))
