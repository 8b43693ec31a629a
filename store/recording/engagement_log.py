"""The log of engagements, method by method one transaction: record, perform, what is owed."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from math import inf
from time import monotonic
from uuid import UUID, uuid5

from activities.messages import Envelope, Owed, OwedItem, Recorded
from activities.ports import Clock
from domain.base.model import AgencyId, EngagementId
from domain.engagement.duties.duty import How
from domain.engagement.duties.engine_acts import command_for
from domain.engagement.state import Engagement
from store.database import Database
from store.keys.sealed_commands import opened
from store.log import stream_kinds
from store.log.streams import Streams
from store.recording.engagement_rules import EngagementRules, launched
from store.recording.handler import SQL, Handler, Outcome
from store.recording.repositories import Agencies, People

_ENGINE_ACTS = UUID("5f0c1f8e-3a55-5d0b-9f54-6b6f0b1f2a01")
_PAGE = 1000


class Engagements:
    """The log of engagements (`activities.ports.EngagementLog`)."""

    def __init__(
        self,
        database: Database,
        streams: Streams,
        agencies: Agencies,
        people: People,
        clock: Clock,
    ) -> None:
        self._database = database
        self._agencies = agencies
        self._clock = clock
        self.handler = Handler(streams, EngagementRules(streams, agencies, people))

    async def record(self, envelope: Envelope) -> Recorded:
        """Decide and append one command. Raises `Refusal`, `StoreUnavailable`, `StaleEpoch`."""
        async with self._database.transaction() as c:
            stream = await self.handler.open(c, envelope.engagement_id, envelope.command_id)
            command = opened(envelope, stream.keys)
            command = command.model_copy(update={"at": self._in_order(stream.state, command.at)})
            return self._recorded(await self.handler.carry_out(c, stream, command))

    async def perform(self, engagement_id: EngagementId, key: str) -> Recorded:
        """Do one owed act or note a delivery as done; what is not owed (now) changes nothing."""
        command_id = str(uuid5(_ENGINE_ACTS, f"{engagement_id}|{key}"))
        async with self._database.transaction() as c:
            stream = await self.handler.open(c, engagement_id, command_id)
            state = launched(stream)
            agency, _ = await self._agencies.beside(c, stream.row, state.agency_id)
            now = self._in_order(state, self._clock.now())
            owed = stream_kinds.owed_by(state, agency)
            duty = next((duty for duty in owed if duty.key == key), None)
            if duty is None or duty.due > now or duty.how not in (How.ACT, How.DELIVER):
                return self._recorded(await self.handler.refresh(c, stream))
            occasion = (duty.what, duty.recipient, duty.how.value, duty.due)
            if not await c.fetchval(SQL["discharge"], engagement_id, *occasion, now):
                return self._recorded(await self.handler.refresh(c, stream))
            command = command_for(state, duty, now, command_id)
            if command is None:
                due = await self.handler.rewrite(c, stream, [])
                stage, status = stream_kinds.standing(state)
                return self._recorded(Outcome(stream.version, stage, status, due))
            return self._recorded(await self.handler.carry_out(c, stream, command, anew=True))

    async def owed(self, engagement_id: EngagementId) -> Owed:
        """Due acts and deliveries; `sleep_seconds` is until the next one that is not yet due."""
        async with self._database.transaction() as c:
            row = await c.fetchrow(SQL["standing"], engagement_id)
            if row is None or row["stale"]:
                stream = await self.handler.open(c, engagement_id)
                launched(stream)
                await self.handler.refresh(c, stream)
                row = await c.fetchrow(SQL["standing"], engagement_id)
            if row is None:
                raise LookupError(engagement_id)
            now = self._clock.now()
            items = await c.fetch(SQL["due_items"], engagement_id, now)
            due = await c.fetchval(SQL["next_due_after"], engagement_id, now)
            return Owed(
                version=row["version"],
                items=[OwedItem(item["key"], item["how"]) for item in items],
                sleep_seconds=self._seconds_until(due),
                stage=row["stage"],
                status=row["status"],
            )

    async def exists(self, engagement_id: EngagementId) -> bool:
        """Whether the log holds this engagement."""
        return bool(await self._database.fetchval(SQL["exists"], engagement_id))

    async def overdue(
        self, grace_seconds: float, limit: int
    ) -> Sequence[tuple[EngagementId, AgencyId]]:
        """Late by more than the grace."""
        before = self._clock.now() - domain_span(self._clock, grace_seconds)
        rows = await self._database.fetch(SQL["overdue"], before, limit)
        return [(row["engagement_id"], row["agency_id"]) for row in rows]

    async def unfinished(self) -> Sequence[tuple[EngagementId, AgencyId]]:
        """Every engagement that has not ended."""
        found: list[tuple[EngagementId, AgencyId]] = []
        while True:
            after = found[-1][0] if found else ""
            rows = await self._database.fetch(SQL["unfinished"], after, _PAGE)
            found += [(row["engagement_id"], row["agency_id"]) for row in rows]
            if len(rows) < _PAGE:
                return found

    async def catch_up(self, agency_id: AgencyId, seconds: float = inf) -> int:
        """Recompute what the agency's engagements owe under its settings of now; how many.

        Stops after so many seconds; what is left, the sweeper's `catch_up_changed` takes up.
        """
        done, until = 0, monotonic() + seconds
        async for engagement_id in self._stale(agency_id):
            if monotonic() >= until:
                break
            async with self._database.transaction() as c:
                await self.handler.refresh(c, await self.handler.open(c, engagement_id))
            done += 1
        return done

    async def catch_up_changed(self, seconds: float) -> int:
        """The same for every agency that changed, each in turn within the seconds that are left."""
        done, until = 0, monotonic() + seconds
        for row in await self._database.fetch(SQL["agencies_changed"]):
            if monotonic() >= until:
                break
            done += await self.catch_up(row["agency_id"], until - monotonic())
        return done

    async def _stale(self, agency_id: AgencyId) -> AsyncIterator[EngagementId]:
        async with self._database.transaction() as c:
            _, version = await self._agencies.at(c, agency_id)
        seen: set[EngagementId] = set()
        while True:
            rows = await self._database.fetch(SQL["stale"], agency_id, version, _PAGE)
            fresh = [row["engagement_id"] for row in rows if row["engagement_id"] not in seen]
            if not fresh:
                return
            seen.update(fresh)
            for engagement_id in fresh:
                yield engagement_id

    def _in_order(self, state: Engagement | None, at: datetime) -> datetime:
        """The time to record, in UTC as the log keeps it: never before what is recorded already.

        People's machines and the engine's have clocks of their own, and an act may wait for its
        turn. What a clock that is ahead has left behind puts nothing else ahead of now.
        """
        if state is None:
            return at.astimezone(UTC)
        return max(at, min(state.recorded_at, self._clock.now())).astimezone(UTC)

    def _recorded(self, done: Outcome) -> Recorded:
        sleep = self._seconds_until(done.next_due)
        return Recorded(done.version, sleep, done.stage, done.status, done.repeated)

    def _seconds_until(self, due: datetime | None) -> float | None:
        return None if due is None else max(0.0, self._clock.seconds_until(due))


def domain_span(clock: Clock, wall_seconds: float) -> timedelta:
    """How much domain time passes in so many wall seconds."""
    hour = timedelta(hours=1)
    return hour * (wall_seconds / clock.seconds_until(clock.now() + hour))
