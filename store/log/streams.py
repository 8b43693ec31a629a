"""One stream in one transaction: its lock, its state, and appending at the expected version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from domain.base.messages import Event
from store.database import Connection
from store.keys.data_keys import DataKeys
from store.keys.key_ring import KeyRing
from store.keys.sealing import SHARED, KeyGone, StreamKeys, subject_of
from store.log import epoch
from store.log.stored_event import COLUMNS, StoredEvent, kind_of, sealed_body
from store.log.stream_kinds import StreamKind

S = TypeVar("S", bound=BaseModel)

_SELECT = """
select version, hmac, shape, snapshot, agency_version from stream where kind = $1 and id = $2
"""
_INSERT = """
insert into event (stream_kind, stream_id, version, position, xid, restore_epoch, engine_epoch,
                   kind, v, at, by, role, via, command_id, body, hmac)
values ($1, $2, $3, $4, $5::text::xid8, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
"""


@dataclass
class Stream(Generic[S]):
    """A stream as one transaction sees it; `state` is None while nothing is recorded."""

    kind: StreamKind[S]
    stream_id: str
    version: int
    hmac: bytes
    keys: StreamKeys
    state: S | None
    agency_version: int = 0


class Streams:
    """Loads and appends. `epoch` is the engine epoch this process connected under."""

    def __init__(self, ring: KeyRing, keys: DataKeys, engine_epoch: int) -> None:
        self.ring = ring
        self.keys = keys
        self.engine_epoch = engine_epoch

    async def lock(self, c: Connection, kind: StreamKind[S], stream_id: str) -> Stream[S]:
        """The stream, locked against other writers until the transaction ends."""
        row = await c.fetchrow(_SELECT + "for update", kind.name, stream_id)
        if row is None:
            # A first command: the new row is the lock that a second first command waits for.
            await c.execute(
                "insert into stream (kind, id) values ($1, $2) on conflict do nothing",
                kind.name,
                stream_id,
            )
            row = await c.fetchrow(_SELECT + "for update", kind.name, stream_id)
        keys = await self.keys.of(c, kind.name, stream_id)
        return await self._load(c, kind, stream_id, row, keys)

    async def read(self, c: Connection, kind: StreamKind[S], stream_id: str) -> Stream[S] | None:
        """The stream without a lock; None where nothing is recorded."""
        row = await c.fetchrow(_SELECT, kind.name, stream_id)
        if row is None or not row["version"]:
            return None
        keys = await self.keys.of(c, kind.name, stream_id)
        return await self._load(c, kind, stream_id, row, keys)

    async def stored(
        self, c: Connection, kind: str, stream_id: str, up_to: int | None = None
    ) -> list[StoredEvent]:
        """The stream's rows in order, sealed."""
        rows = await c.fetch(
            f"select {COLUMNS} from event where stream_kind = $1 and stream_id = $2 "
            "and ($3::int is null or version <= $3) order by version",
            kind,
            stream_id,
            up_to,
        )
        return [StoredEvent.of(row) for row in rows]

    async def refold(self, c: Connection, stream: Stream[S]) -> S | None:
        """The state from the log alone."""
        stored = await self.stored(c, stream.kind.name, stream.stream_id, stream.version)
        events = [row.opened(stream.kind, stream.keys) for row in stored]
        return stream.kind.fold(None, events)

    async def append(
        self, c: Connection, stream: Stream[S], command_id: str, events: Sequence[Event]
    ) -> list[Event]:
        """Append, fold, and keep a new snapshot; the events as they will be read again.

        Raises `StaleEpoch`. Folding what was parsed back keeps a rebuild equal to this.
        """
        await epoch.hold(c)
        slots = await epoch.allot(c, self.engine_epoch, len(events))
        subjects = dict.fromkeys([SHARED, *(subject_of(event) for event in events)])
        await self.keys.ensure(c, stream.keys, *subjects)
        rows: list[tuple[Any, ...]] = []
        parsed: list[Event] = []
        for event, slot in zip(events, slots, strict=True):
            name = kind_of(event)
            row = StoredEvent(
                stream_kind=stream.kind.name,
                stream_id=stream.stream_id,
                version=stream.version + 1,
                position=slot["position"],
                xid=slot["xid"],
                restore_epoch=slot["restore_epoch"],
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
            rows.append((*list(vars(row).values())[:-1], signed))
            stream.version, stream.hmac = row.version, signed
        await c.executemany(_INSERT, rows)
        stream.state = stream.kind.fold(stream.state, parsed)
        await self.keep(c, stream)
        return parsed

    async def keep(self, c: Connection, stream: Stream[S]) -> None:
        """Write the stream's head and its sealed snapshot."""
        snapshot = None
        if stream.state is not None:
            await self.keys.ensure(c, stream.keys, SHARED)
            plain = stream.state.model_dump_json().encode()
            snapshot = stream.keys.seal_blob(plain, f"snapshot/{stream.version}")
        await c.execute(
            "update stream set version = $3, hmac = $4, shape = $5, snapshot = $6 "
            "where kind = $1 and id = $2",
            stream.kind.name,
            stream.stream_id,
            stream.version,
            stream.hmac,
            stream.kind.shape,
            snapshot,
        )

    async def _load(
        self, c: Connection, kind: StreamKind[S], stream_id: str, row: Any, keys: StreamKeys
    ) -> Stream[S]:
        stream: Stream[S] = Stream(
            kind, stream_id, row["version"], row["hmac"], keys, None, row["agency_version"]
        )
        if not stream.version:
            return stream
        stream.state = snapshot_of(stream, row["shape"], row["snapshot"])
        if stream.state is None:
            stream.state = await self.refold(c, stream)
        return stream


def snapshot_of(stream: Stream[S], shape: int | None, sealed: bytes | None) -> S | None:
    """The snapshot's state; None where it is missing, of another shape, or can't be opened."""
    if shape != stream.kind.shape or sealed is None:
        return None
    try:
        plain = stream.keys.open_blob(sealed, f"snapshot/{stream.version}")
        return stream.kind.state.model_validate_json(plain)
    except (KeyGone, ValidationError):
        return None
