"""Read models, snapshots and owed work anew from the log, one stream at a time under its lock."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import asyncpg

from store.database import Connection, Database
from store.log.stream_kinds import AGENCY, ENGAGEMENT, PERSON
from store.log.streams import Stream, Streams, snapshot_of
from store.queries import load
from store.recording.handler import Handler
from store.recording.repositories import Agencies

_LOG = load("store.log", "log.sql")
_SQL = load("store.projections", "rebuild.sql")
_TABLES = {
    ENGAGEMENT.name: ("overview", "todo", "timeline", "owed_work", "agenda", "course"),
    PERSON.name: ("trust_score",),
    AGENCY.name: (),
}
"""Tables with many rows a stream, or with rows that may not be there, by the kind of stream."""


@dataclass(frozen=True)
class Rebuilt:
    """One stream; `differed` names what was not as the log has it (empty: all equal)."""

    stream: str
    differed: tuple[str, ...]


class Rebuilder:
    """Discharges and mails are no read models: they stay, so nothing is sent twice."""

    def __init__(
        self,
        database: Database,
        streams: Streams,
        agencies: Agencies,
        handlers: Mapping[str, Handler[Any, Any, Any]],
    ) -> None:
        self._database = database
        self._streams = streams
        self._agencies = agencies
        self._handlers = handlers

    async def rebuild(self) -> list[Rebuilt]:
        """Every stream of the log; agencies and people first, since engagements need them."""
        async with self._database.transaction(600) as c:
            rows = await c.fetch(_LOG["all_streams"])
        return [await self.rebuild_one(row["stream_kind"], row["stream_id"]) for row in rows]

    async def rebuild_one(self, kind: str, stream_id: str) -> Rebuilt:
        """One stream in one transaction."""
        async with self._database.transaction(60) as c:
            differed = await self._stream(c, self._handlers[kind], stream_id)
        if kind == AGENCY.name:
            self._agencies.forget(stream_id)
        return Rebuilt(f"{kind}/{stream_id}", tuple(differed))

    async def _stream(
        self, c: Connection, handler: Handler[Any, Any, Any], stream_id: str
    ) -> list[str]:
        stream = await handler.open(c, stream_id)
        stored = await self._streams.stored(c, stream.kind.name, stream_id)
        differed = []
        # A head before the log's end was lost; one beyond it is `verify`'s to report, not to hide.
        if stored and stream.version < stored[-1].version:
            stream.version, stream.hmac = stored[-1].version, stored[-1].hmac
            differed.append("stream")
        await c.execute(_SQL["head_of_commands"], stream.kind.name, stream_id)
        kept = await c.fetchrow(_SQL["kept"], stream.kind.name, stream_id)
        before = _state(stream, kept)
        events = [row.opened(stream.kind, stream.keys) for row in stored]
        stream.state = stream.kind.fold(None, events)
        if before != stream.state:
            differed.append("snapshot")
        models = await _rows(c, stream)
        for table in models:
            await c.execute(f"delete from {table} where {stream.kind.name}_id = $1", stream_id)
        numbered = [(row.version, e) for row, e in zip(stored, events, strict=True)]
        await handler.rewrite(c, stream, numbered, snapshot=True)
        after = await _rows(c, stream)
        return differed + [table for table in models if models[table] != after[table]]


def _state(stream: Stream[Any], kept: asyncpg.Record | None) -> object:
    return snapshot_of(stream, kept["shape"], kept["snapshot"]) if kept else None


async def _rows(c: Connection, stream: Stream[Any]) -> dict[str, list[dict[str, Any]]]:
    return {
        table: [dict(row) for row in await c.fetch(_SQL[table], stream.stream_id)]
        for table in _TABLES[stream.kind.name]
    }
