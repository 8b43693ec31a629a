"""Data keys held to their ledger: what was made is there, what was destroyed is gone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from store.keys.data_keys import digest
from store.log.stored_event import StoredEvent

_CHAIN = "key/"


@dataclass
class KeysSeen:
    """Gathered while the log is looked through."""

    _used: dict[str, str] = field(default_factory=dict)
    _made: dict[str, tuple[str, int, Mapping[str, str]]] = field(default_factory=dict)
    _destroyed: set[str] = field(default_factory=set)

    def used(self, stream: str, rows: Iterable[StoredEvent]) -> None:
        """Note which keys a stream's events are sealed with."""
        for row in rows:
            self._used.update(dict.fromkeys(_keys_in(row.body), stream))

    def entered(self, chain: str, entries: Sequence[tuple[int, Any]]) -> None:
        """Note what a ledger says of keys; other ledgers are passed over."""
        if not chain.startswith(_CHAIN):
            return
        for n, body in entries:
            if not isinstance(body, dict):
                continue
            key_id = str(body.get("key"))
            if body.get("what") == "made":
                self._made.setdefault(key_id, (chain, n, body))
            else:
                self._destroyed.add(key_id)

    def compared(self, rows: Sequence[asyncpg.Record]) -> Iterator[tuple[str, int, str]]:
        """(chain, entry, what) of every key that is not as the ledger has it."""
        there = {row["key_id"]: row for row in rows}
        for key_id, (chain, n, body) in self._made.items():
            row = there.get(key_id)
            if row is None:
                yield chain, n, "removed"
            elif not self._as_entered(row, chain, body):
                yield chain, n, "changed"
        for key_id, row in there.items():
            if key_id not in self._made:
                yield f"{_CHAIN}{row['stream']}", 0, "added"
        for key_id, stream in self._used.items():
            if key_id not in self._made:
                yield f"{_CHAIN}{stream}", 0, "removed"

    def _as_entered(self, row: asyncpg.Record, chain: str, body: Mapping[str, str]) -> bool:
        if (f"{_CHAIN}{row['stream']}", row["subject"]) != (chain, body["subject"]):
            return False
        if row["key_id"] in self._destroyed:
            return row["wrapped"] is None
        return row["wrapped"] is not None and digest(row["wrapped"]) == body["digest"]


def _keys_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$sealed" in value:
            yield str(value["key"])
        for item in value.values():
            yield from _keys_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys_in(item)
