"""Streams in one transaction: opened for writing with all that recording needs, or only read."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Generic, TypeVar

import asyncpg

from domain.base.messages import Event
from store.database import Connection, Source
from store.keys.data_keys import DataKeys
from store.keys.key_ring import KeyRing
from store.keys.sealing import SHARED, KeyGone, StreamKeys, subject_of
from store.log import epoch
from store.log.stored_event import StoredEvent, kind_of, sealed_body
from store.log.stream_kinds import StreamKind
from store.queries import load

S = TypeVar("S")

_SQL = load("store.log", "log.sql")
_PAGE = 500
_QUICKLY = 1
_OPEN = "select * from open_stream($1, $2, $3, $4)"


@dataclass
class Stream(Generic[S]):
    """A stream as one transaction sees it; `state` is None while nothing is recorded."""

    kind: StreamKind[S]
    stream_id: str
    version: int
    hmac: bytes
    keys: StreamKeys
    state: S | None


@dataclass
class Opened(Stream[S]):
    """A stream locked for writing; `row` is what `open_stream` gave."""

    row: asyncpg.Record


class Streams:
    """Loads and appends. `engine_epoch` is the one this process connected under."""

    def __init__(self, ring: KeyRing, keys: DataKeys, engine_epoch: int) -> None:
        self.ring = ring
        self.keys = keys
        self.engine_epoch = engine_epoch

    async def open(
        self, c: Connection, kind: StreamKind[S], stream_id: str, command_id: str = ""
    ) -> Opened[S]:
        """The stream, locked against other writers until the transaction ends: one round trip."""
        row = await c.fetchrow(_OPEN, kind.name, stream_id, command_id, epoch.LOCK)
        if row is None:
            raise LookupError(stream_id)
        keys = self.keys.opened(kind.name, stream_id, row)
        opened = Opened(kind, stream_id, row["version"], row["hmac"], keys, None, row)
        opened.state = await self._state(c, opened, row["shape"], row["snapshot"])
        return opened

    async def read(self, c: Source, kind: StreamKind[S], stream_id: str) -> Stream[S] | None:
        """The stream without a lock; None where nothing is recorded."""
        return (await self.read_many(c, kind, [stream_id])).get(stream_id)

    async def read_many(
        self, c: Source, kind: StreamKind[S], ids: Iterable[str]
    ) -> dict[str, Stream[S]]:
        """Streams without a lock, by id, in the order of `ids`: one round trip for each 500.

        Those whose snapshot can't be used are folded anew, with a round trip each.
        """
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Stream[S]] = {}
        for part in (wanted[n : n + _PAGE] for n in range(0, len(wanted), _PAGE)):
            rows = {row["id"]: row for row in await c.fetch(_SQL["read"], kind.name, part)}
            for one in part:
                if one in rows:
                    found[one] = await self.of_row(c, kind, rows[one])
        return found

    async def of_row(
        self, c: Source, kind: StreamKind[S], row: asyncpg.Record, prefix: str = ""
    ) -> Stream[S]:
        """A stream from a row with its head, snapshot and keys."""
        stream_id = row[f"{prefix}id"]
        keys = self.keys.opened(kind.name, stream_id, row, prefix)
        # A row found beside another one carries no head: nobody appends to what was read so.
        hmac = b"" if prefix else row["hmac"]
        stream = Stream(kind, stream_id, row[f"{prefix}version"], hmac, keys, None)
        stream.state = await self._state(c, stream, row[f"{prefix}shape"], row[f"{prefix}snapshot"])
        return stream

    async def stored(
        self, c: Source, kind: str, stream_id: str, up_to: int | None = None
    ) -> list[StoredEvent]:
        """The stream's rows in order, sealed."""
        rows = await c.fetch(_SQL["stored"], kind, stream_id, up_to)
        return [StoredEvent.of(row) for row in rows]

    async def refold(self, c: Source, stream: Stream[S]) -> S | None:
        """The state from the log alone."""
        stored = await self.stored(c, stream.kind.name, stream.stream_id, stream.version)
        events = [row.opened(stream.kind, stream.keys) for row in stored]
        return stream.kind.fold(None, events)

    async def sealed(
        self, c: Connection, stream: Opened[S], command_id: str, events: Sequence[Event]
    ) -> tuple[list[dict[str, Any]], list[Event]]:
        """Events as rows for `append`, and as they will be read again; the stream goes on to them.

        Folding what was parsed back keeps a rebuild equal to this.
        """
        subjects = dict.fromkeys([SHARED, *(subject_of(event) for event in events)])
        await self.keys.ensure(c, stream.keys, *subjects)
        rows: list[dict[str, Any]] = []
        parsed: list[Event] = []
        for n, event in enumerate(events, start=1):
            name = kind_of(event)
            row = StoredEvent(
                stream_kind=stream.kind.name,
                stream_id=stream.stream_id,
                version=stream.version + 1,
                position=stream.row["place"] + n,
                xid=stream.row["xid"],
                restore_epoch=stream.row["restore_epoch"],
                engine_epoch=self.engine_epoch,
                kind=name,
                v=stream.kind.version_of(name),
                at=event.at.astimezone(UTC),
                by=event.by,
                role=event.role.value,
                via=event.via.value,
                command_id=command_id,
                body=sealed_body(event, stream.keys),
            )
            signed = row.chained(self.ring, stream.hmac)
            parsed.append(row.opened(stream.kind, stream.keys))
            rows.append(row.row(signed))
            stream.version, stream.hmac = row.version, signed
        stream.state = stream.kind.fold(stream.state, parsed)
        return rows, parsed

    async def snapshot(self, c: Connection, stream: Stream[S]) -> bytes | None:
        """The stream's state, sealed; None where there is none."""
        if stream.state is None:
            return None
        await self.keys.ensure(c, stream.keys, SHARED)
        # Small enough to be kept in its row: as it is, it would go into a table beside it.
        plain = zlib.compress(stream.kind.dump(stream.state), _QUICKLY)
        return stream.keys.seal_blob(plain, f"snapshot/{stream.version}")

    async def _state(
        self, c: Source, stream: Stream[S], shape: str | None, snapshot: bytes | None
    ) -> S | None:
        if not stream.version:
            return None
        state: S | None = snapshot_of(stream, shape, snapshot)
        if state is None:
            state = await self.refold(c, stream)
        return state


def snapshot_of(stream: Stream[S], shape: str | None, sealed: bytes | None) -> S | None:
    """The snapshot's state; None where it is missing, of another shape, or can't be opened."""
    if shape != stream.kind.shape or sealed is None:
        return None
    try:
        plain = stream.keys.open_blob(sealed, f"snapshot/{stream.version}")
        return stream.kind.load(zlib.decompress(plain))
    except (KeyGone, ValueError, zlib.error):
        return None
