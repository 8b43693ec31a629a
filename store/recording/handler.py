"""The command handler of every kind of stream: decide, append, project and remember, in one trip.

With opening the stream, beginning and committing that makes four round trips to PostgreSQL; a
launch, which looks up the people it names, makes five; so does what ends coaching that counts in
program reports, or comes after it: that is worked out from all events there are.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import asyncpg

from activities.ports import StaleEpoch
from domain.base.messages import Command, Event
from domain.base.refusals import Refusal
from store.database import Connection
from store.log.stream_kinds import StreamKind
from store.log.streams import Opened, Streams
from store.queries import load
from store.recording import deduplication
from store.recording.deduplication import First

S = TypeVar("S")
C = TypeVar("C", bound=Command)
X = TypeVar("X")

Numbered = Sequence[tuple[int, Event]]
SQL = load("store.recording", "recording.sql")


class Rules(ABC, Generic[S, C, X]):
    """What a kind of stream brings to the recording of its commands.

    `projection` is the statement that follows `append`; X is what else its rules need to know.
    """

    kind: StreamKind[S]
    projection: str

    @abstractmethod
    async def facts(self, c: Connection, stream: Opened[S], command: C | None) -> X:
        """What the rules need beside the stream; `command` is None where nothing is asked."""

    @abstractmethod
    def decide(self, stream: Opened[S], command: C, facts: X) -> Sequence[Event]:
        """The events a command leads to. Raises `Refusal`."""

    async def check(self, c: Connection, before: S | None, after: S) -> None:
        """What only the database can say of a changed state. Raises `Refusal`."""

    @abstractmethod
    async def project(
        self, c: Connection, stream: Opened[S], facts: X, news: Numbered
    ) -> Mapping[str, Any] | None:
        """The stream's read models, for `projection`; `news` are events new to its timeline."""

    def stale(self, stream: Opened[S], facts: X) -> bool:
        """Whether the read models are to be written anew though nothing happened."""
        return False

    def standing(self, state: S) -> tuple[str, str]:
        """(stage, status), where the kind has them."""
        return "", ""


@dataclass(frozen=True)
class Outcome:
    """What a command came to; `next_due` is when the engine has to look at the stream again."""

    version: int
    stage: str
    status: str
    next_due: datetime | None
    repeated: bool = False


class Handler(Generic[S, C, X]):
    """What one transaction does to one opened stream; nothing here opens a transaction."""

    def __init__(self, streams: Streams, rules: Rules[S, C, X]) -> None:
        self._streams = streams
        self._rules = rules

    async def open(self, c: Connection, stream_id: str, command_id: str = "") -> Opened[S]:
        """The stream, locked, with all that recording a command of this id needs to know."""
        return await self._streams.open(c, self._rules.kind, stream_id, command_id)

    async def carry_out(
        self, c: Connection, stream: Opened[S], command: C, *, anew: bool = False
    ) -> Outcome:
        """The first result where it was recorded before; `anew` projects whatever happens.

        Raises `Refusal`, `StaleEpoch`.
        """
        ring, name = self._streams.ring, f"{stream.kind.name}/{stream.stream_id}"
        known_by = deduplication.fingerprint(ring, name, command)
        first = deduplication.found(stream.row, command, known_by)
        if first is not None:
            due = self._next_due(stream)
            return Outcome(first.version, first.stage, first.status, due, repeated=True)
        facts = await self._rules.facts(c, stream, command)
        events = self._rules.decide(stream, command, facts)
        before = stream.state
        rows, news = await self._streams.sealed(c, stream, command.command_id, events)
        if news and stream.state is not None:
            await self._rules.check(c, before, stream.state)
        first = First(stream.version, *self._standing(stream))
        memory = deduplication.remembered(ring, stream.row, name, command, known_by, first)
        projection = None
        if events or anew or self._rules.stale(stream, facts):
            numbered = list(enumerate(news, start=stream.version - len(news) + 1))
            projection = await self._rules.project(c, stream, facts, numbered)
        snapshot = await self._streams.snapshot(c, stream) if events else None
        due = await self._write(c, stream, snapshot, rows, memory, projection)
        if projection is None:
            due = self._next_due(stream)
        return Outcome(first.version, first.stage, first.status, due)

    async def refresh(self, c: Connection, stream: Opened[S]) -> Outcome:
        """Bring read models and owed work of an opened stream up to date."""
        due = await self.rewrite(c, stream, [])
        return Outcome(stream.version, *self._standing(stream), due, repeated=True)

    async def rewrite(
        self, c: Connection, stream: Opened[S], news: Numbered, *, snapshot: bool = False
    ) -> datetime | None:
        """Write read models anew, and the snapshot where asked; when it is next due."""
        projection = None
        if stream.state is not None:
            facts = await self._rules.facts(c, stream, None)
            projection = await self._rules.project(c, stream, facts, news)
        sealed = await self._streams.snapshot(c, stream) if snapshot else None
        return await self._write(c, stream, sealed, [], None, projection)

    def _standing(self, stream: Opened[S]) -> tuple[str, str]:
        return ("", "") if stream.state is None else self._rules.standing(stream.state)

    def _next_due(self, stream: Opened[S]) -> datetime | None:
        due: datetime | None = stream.row["next_due"]
        return due

    async def _write(
        self,
        c: Connection,
        stream: Opened[S],
        snapshot: bytes | None,
        rows: Sequence[Mapping[str, Any]],
        memory: Mapping[str, Any] | None,
        projection: Mapping[str, Any] | None,
    ) -> datetime | None:
        if stream.row["engine_epoch"] != self._streams.engine_epoch:
            raise StaleEpoch(self._streams.engine_epoch)
        try:
            due: datetime | None = await c.fetchval(
                SQL["append"] + self._rules.projection,
                stream.kind.name,
                stream.stream_id,
                stream.version,
                stream.hmac,
                stream.kind.shape,
                snapshot,
                stream.row["xid"],
                stream.row["restore_epoch"],
                stream.row["engine_epoch"],
                rows,
                memory,
                projection,
            )
        except asyncpg.UniqueViolationError as error:
            if error.constraint_name != "command_pkey":
                raise
            # Another stream used the id meanwhile.
            raise Refusal("command_id_reused") from None
        except asyncpg.DataError:
            # A NUL or half a surrogate pair, which PostgreSQL can't keep: no repeating helps.
            raise Refusal("unreadable_text") from None
        return due
