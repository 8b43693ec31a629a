"""Read models, snapshots and owed work anew from the log, one stream at a time under its lock."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from domain.engagement.duties.owed import duties
from domain.engagement.state import Engagement
from domain.person.person import Person
from store.database import Connection, Database
from store.log.stream_kinds import AGENCY, ENGAGEMENT, KINDS, StreamKind
from store.log.streams import Stream, Streams, snapshot_of
from store.projections import owed_work as owed
from store.projections import read_models
from store.recording.repositories import Agencies, People

_TABLES = {"overview": "engagement_id", "todo": "n", "timeline": "version", "owed_work": "key"}


@dataclass(frozen=True)
class Rebuilt:
    """One stream; `differed` names what was not as the log has it (empty: all equal)."""

    stream: str
    differed: tuple[str, ...]


class Rebuilder:
    """Discharges and mails are no read models: they stay, so nothing is sent twice."""

    def __init__(
        self, database: Database, streams: Streams, agencies: Agencies, people: People
    ) -> None:
        self._database = database
        self._streams = streams
        self._agencies = agencies
        self._people = people

    async def rebuild(self) -> list[Rebuilt]:
        """Every stream of the log; agencies and people first, since engagements need them."""
        async with self._database.transaction(600) as c:
            rows = await c.fetch(
                "select stream_kind, stream_id from event group by 1, 2 "
                "order by stream_kind = 'engagement', 1, 2"
            )
        return [await self.rebuild_one(row["stream_kind"], row["stream_id"]) for row in rows]

    async def rebuild_one(self, kind: str, stream_id: str) -> Rebuilt:
        """One stream in one transaction."""
        async with self._database.transaction(60) as c:
            differed = await self._stream(c, KINDS[kind], stream_id)
        return Rebuilt(f"{kind}/{stream_id}", tuple(differed))

    async def _stream(self, c: Connection, kind: StreamKind[Any], stream_id: str) -> list[str]:
        stream: Stream[Any] = await self._streams.lock(c, kind, stream_id)
        stored = await self._streams.stored(c, kind.name, stream_id)
        differed = []
        # A head before the log's end was lost; one beyond it is `verify`'s to report, not to hide.
        if stored and stream.version < stored[-1].version:
            stream.version, stream.hmac = stored[-1].version, stored[-1].hmac
            differed.append("stream")
        before = await _snapshot(c, stream)
        events = [row.opened(kind, stream.keys) for row in stored]
        stream.state = kind.fold(None, events)
        if before != stream.state:
            differed.append("snapshot")
        await self._streams.keep(c, stream)
        if kind is ENGAGEMENT:
            numbered = [(row.version, e) for row, e in zip(stored, events, strict=True)]
            differed += await self._engagement(c, stream, numbered)
        elif isinstance(stream.state, Person):
            await self._people.index(c, stream.state)
        if kind is AGENCY:
            self._agencies.forget(stream_id)
        return differed

    async def _engagement(
        self, c: Connection, stream: Stream[Engagement], events: list[tuple[int, Any]]
    ) -> list[str]:
        if stream.state is None:
            return []
        agency, version = await self._agencies.at(c, stream.state.agency_id)
        before = await _rows(c, stream.stream_id)
        for table in _TABLES:
            await c.execute(f"delete from {table} where engagement_id = $1", stream.stream_id)
        await read_models.write(c, stream.state, agency, stream.version, events)
        await owed.sync(c, stream.stream_id, duties(stream.state, agency))
        await c.execute(
            "update stream set agency_version = $2 where kind = 'engagement' and id = $1",
            stream.stream_id,
            version,
        )
        after = await _rows(c, stream.stream_id)
        return [table for table in _TABLES if before[table] != after[table]]


async def _snapshot(c: Connection, stream: Stream[Any]) -> BaseModel | None:
    row = await c.fetchrow(
        "select shape, snapshot from stream where kind = $1 and id = $2",
        stream.kind.name,
        stream.stream_id,
    )
    return snapshot_of(stream, row["shape"], row["snapshot"]) if row else None


async def _rows(c: Connection, engagement_id: str) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table, order in _TABLES.items():
        rows = await c.fetch(
            f"select * from {table} where engagement_id = $1 order by {order}", engagement_id
        )
        found[table] = [dict(row) for row in rows]
    return found
