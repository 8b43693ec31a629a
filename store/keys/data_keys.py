"""Data keys per stream and subject, wrapped by the master key; destroying one disposes of text."""

import os

from store.database import Connection
from store.keys.key_ring import KeyRing
from store.keys.sealing import SHARED, KeyGone, StreamKeys, decrypt, encrypt

_INSERT = """
insert into data_key (key_id, stream_kind, stream_id, subject, wrapped)
values ($1, $2, $3, $4, $5)
on conflict (stream_kind, stream_id, subject) where destroyed_at is null do nothing
"""


class DataKeys:
    """Reads, makes and destroys data keys. Never cached: a destroyed key is gone at once."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    async def of(
        self, connection: Connection, kind: str, stream_id: str, *subjects: str
    ) -> StreamKeys:
        """The keys of a stream, made where one of `subjects` has none in use."""
        found = await self._read(connection, kind, stream_id)
        missing = [subject for subject in subjects if subject not in found.current]
        if not missing:
            return found
        for subject in missing:
            key_id = os.urandom(16).hex()
            wrapped = encrypt(
                self._ring.master, os.urandom(32), _binding(kind, stream_id, subject, key_id)
            )
            await connection.execute(_INSERT, key_id, kind, stream_id, subject, wrapped)
        return await self._read(connection, kind, stream_id)

    async def ensure(self, connection: Connection, keys: StreamKeys, *subjects: str) -> None:
        """Add keys for `subjects` to a set already read."""
        if any(subject not in keys.current for subject in subjects):
            kind, stream_id = keys.stream.split("/", 1)
            fresh = await self.of(connection, kind, stream_id, *subjects)
            keys.current.update(fresh.current)
            keys.keys.update(fresh.keys)

    async def destroy(
        self, connection: Connection, kind: str, stream_id: str, subject: str | None = None
    ) -> int:
        """Destroy the keys of one subject, or of all; how many there were."""
        done = await connection.fetch(
            """
            update data_key set wrapped = null, destroyed_at = now()
            where stream_kind = $1 and stream_id = $2 and destroyed_at is null
              and ($3::text is null or subject = $3)
            returning key_id
            """,
            kind,
            stream_id,
            subject,
        )
        return len(done)

    async def _read(self, connection: Connection, kind: str, stream_id: str) -> StreamKeys:
        rows = await connection.fetch(
            """
            select key_id, subject, wrapped from data_key
            where stream_kind = $1 and stream_id = $2 and destroyed_at is null
            """,
            kind,
            stream_id,
        )
        keys = StreamKeys(f"{kind}/{stream_id}")
        for row in rows:
            key_id, subject = row["key_id"], row["subject"]
            bound_to = _binding(kind, stream_id, subject, key_id)
            keys.current[subject] = key_id
            keys.keys[key_id] = decrypt(self._ring.master, row["wrapped"], bound_to)
        return keys


def _binding(kind: str, stream_id: str, subject: str, key_id: str) -> str:
    return f"{kind}/{stream_id}/{subject}/{key_id}"


__all__ = ["SHARED", "DataKeys", "KeyGone"]
