"""Data keys per stream and subject, wrapped by the master key; destroying one disposes of text."""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import asyncpg

from store.database import Source
from store.keys.key_ring import KeyRing
from store.keys.sealing import SHARED, KeyGone, KeyMissing, StreamKeys, decrypt, encrypt
from store.log.ledger import Entry, chained
from store.queries import load

_SQL = load("store.keys", "keys.sql")


class DataKeys:
    """Reads, makes and destroys data keys. Never cached: a destroyed key is gone at once."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    async def of(self, c: Source, kind: str, stream_id: str, *subjects: str) -> StreamKeys:
        """The keys of a stream, made where one of `subjects` has none in use."""
        keys = self.opened(kind, stream_id, await c.fetchrow(_SQL["of"], kind, stream_id))
        await self.ensure(c, keys, *subjects)
        return keys

    async def of_many(self, c: Source, kind: str, ids: Iterable[str]) -> dict[str, StreamKeys]:
        """The keys of several streams of a kind, in one query."""
        rows = await c.fetch(_SQL["of_many"], kind, list(dict.fromkeys(ids)))
        return {row["id"]: self.opened(kind, row["id"], row) for row in rows}

    def opened(
        self, kind: str, stream_id: str, row: asyncpg.Record | None, prefix: str = ""
    ) -> StreamKeys:
        """Keys from a row of `keys_of`, unwrapped. Raises `KeyGone` for another master key."""
        keys = StreamKeys(f"{kind}/{stream_id}")
        if row is None:
            return keys
        if not prefix:
            keys.made, keys.made_hmac = row["made"] or 0, row["made_hmac"] or b""
        parts: Sequence[Sequence[Any] | None] = [
            row[f"{prefix}{name}"] for name in ("key_ids", "subjects", "wrapped")
        ]
        for key_id, subject, wrapped in zip(*(part or () for part in parts), strict=True):
            if key_id is None:
                continue
            if wrapped is None:
                keys.destroyed.add(key_id)
                continue
            keys.current[subject] = key_id
            keys.keys[key_id] = decrypt(
                self._ring.master, wrapped, _binding(kind, stream_id, subject, key_id)
            )
        return keys

    async def ensure(self, c: Source, keys: StreamKeys, *subjects: str) -> None:
        """Add keys for `subjects` to a set already read."""
        while missing := [one for one in dict.fromkeys(subjects) if one not in keys.current]:
            kind, stream_id = keys.stream.split("/", 1)
            made = {os.urandom(16).hex(): (subject, os.urandom(32)) for subject in missing}
            wrapped = {
                key_id: encrypt(self._ring.master, key, _binding(kind, stream_id, subject, key_id))
                for key_id, (subject, key) in made.items()
            }
            bodies = [
                {
                    "what": "made",
                    "key": key_id,
                    "subject": subject,
                    "digest": digest(wrapped[key_id]),
                }
                for key_id, (subject, _) in made.items()
            ]
            if await self._enter(c, keys, "make", bodies, wrapped, kind, stream_id):
                keys.keys.update({key_id: key for key_id, (_, key) in made.items()})
                keys.current.update({subject: key_id for key_id, (subject, _) in made.items()})
                return
            # Somebody else made or destroyed keys of this stream meanwhile.
            self._take(keys, self.opened(kind, stream_id, await self._row(c, kind, stream_id)))

    async def destroy(
        self,
        c: Source,
        kind: str,
        stream_id: str,
        why: Mapping[str, str],
        subject: str | None = None,
    ) -> int:
        """Destroy the keys of one subject, or of all the stream's; gives how many there were.

        `why` goes into the ledger with each.
        """
        while True:
            keys = self.opened(kind, stream_id, await self._row(c, kind, stream_id))
            wanted = keys.current if subject is None else {subject: keys.current.get(subject, "")}
            bodies = [
                {**why, "what": "destroyed", "key": key_id, "subject": of}
                for of, key_id in wanted.items()
                if key_id
            ]
            if not bodies or await self._enter(c, keys, "destroy", bodies):
                return len(bodies)

    async def _row(self, c: Source, kind: str, stream_id: str) -> asyncpg.Record | None:
        return await c.fetchrow(_SQL["of"], kind, stream_id)

    def _take(self, keys: StreamKeys, fresh: StreamKeys) -> None:
        keys.current, keys.keys, keys.destroyed = fresh.current, fresh.keys, fresh.destroyed
        keys.made, keys.made_hmac = fresh.made, fresh.made_hmac

    async def _enter(
        self,
        c: Source,
        keys: StreamKeys,
        statement: str,
        bodies: Sequence[Mapping[str, str]],
        wrapped: Mapping[str, bytes] | None = None,
        *stream: str,
    ) -> bool:
        chain = f"key/{keys.stream}"
        entries = chained(self._ring, chain, Entry(keys.made, {}, keys.made_hmac), bodies)
        last = entries[-1]
        rows = [
            {"n": e.n, "body": e.body, "hmac": e.hmac.hex()}
            | ({"wrapped": wrapped[e.body["key"]].hex()} if wrapped else {})
            for e in entries
        ]
        done = await c.fetchval(_SQL[statement], chain, last.n, last.hmac, keys.made, rows, *stream)
        if done:
            keys.made, keys.made_hmac = last.n, last.hmac
        return bool(done)


def digest(wrapped: bytes) -> str:
    """What the ledger knows a wrapped key by."""
    return hashlib.sha256(wrapped).hexdigest()


def _binding(kind: str, stream_id: str, subject: str, key_id: str) -> str:
    return f"{kind}/{stream_id}/{subject}/{key_id}"


__all__ = ["SHARED", "DataKeys", "KeyGone", "KeyMissing", "digest"]
