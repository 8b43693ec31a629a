"""Ledgers: chained entries of what no event tells of, such as keys destroyed or text read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from store.keys.key_ring import KeyRing


@dataclass(frozen=True)
class Entry:
    """The `n`th entry of a chain, counted from 1; 0 stands for the empty chain's head."""

    n: int
    body: Mapping[str, str]
    hmac: bytes = field(default=b"", repr=False)


def signed(ring: KeyRing, chain: str, n: int, body: object, previous: bytes) -> bytes:
    """The HMAC an entry must carry after `previous`."""
    text = json.dumps([chain, n, body], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return ring.sign_entry(previous, text.encode())


def chained(
    ring: KeyRing, chain: str, head: Entry, bodies: Iterable[Mapping[str, str]]
) -> list[Entry]:
    """Entries that follow `head`."""
    entries = []
    for body in bodies:
        head = Entry(head.n + 1, body, signed(ring, chain, head.n + 1, body, head.hmac))
        entries.append(head)
    return entries
