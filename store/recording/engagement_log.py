"""The log of engagements, method by method one transaction: record, perform, what is owed."""

from collections.abc import Sequence
from datetime import UTC
from uuid import UUID, uuid5

import asyncpg

from activities.messages import Envelope, Owed, OwedItem, Recorded
from activities.ports import Clock
from domain.base.model import AgencyId, EngagementId
from domain.base.refusals import Refusal
from domain.engagement.duties.duty import How
from domain.engagement.duties.engine_acts import command_for
from domain.engagement.duties.owed import duties
from domain.engagement.state import Engagement
from store.database import Connection, Database
from store.keys.sealed_commands import opened
from store.log.stream_kinds import ENGAGEMENT
from store.log.streams import Streams
from store.projections import owed_work as owed
from store.recording.handler import CarryingOut, launched
from store.recording.repositories import Agencies, People

_ENGINE_ACTS = UUID("5f0c1f8e-3a55-5d0b-9f54-6b6f0b1f2a01")


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
        self._streams = streams
        self._agencies = agencies
        self._clock = clock
        self._carrying = CarryingOut(streams, agencies, people, clock)

    async def record(self, envelope: Envelope) -> Recorded:
        """Decide and append. Raises `Refusal`, `StoreUnavailable`, `StaleEpoch`."""
        async with self._database.transaction() as c:
            stream = await self._streams.lock(c, ENGAGEMENT, envelope.engagement_id)
            command = opened(envelope, stream.keys)
            # The log keeps instants in UTC, so rules must see the same they will see again.
            command = command.model_copy(update={"at": command.at.astimezone(UTC)})
            try:
                return await self._carrying.carry_out(c, stream, command)
            except asyncpg.DataError:
                # A NUL or half a surrogate pair, which PostgreSQL can't keep: no repeating helps.
                raise Refusal("unreadable_text") from None

    async def perform(self, engagement_id: EngagementId, key: str) -> Recorded:
        """Do one owed act or note a delivery as done; what is not owed (now) changes nothing."""
        async with self._database.transaction() as c:
            stream = await self._streams.lock(c, ENGAGEMENT, engagement_id)
            state = launched(stream)
            agency, _ = await self._agencies.at(c, state.agency_id)
            now = self._clock.now().astimezone(UTC)
            duty = next((d for d in duties(state, agency) if d.key == key), None)
            if (
                duty is None
                or duty.due > now
                or duty.how not in (How.ACT, How.DELIVER)
                or not await owed.is_open(c, engagement_id, duty)
            ):
                await self._carrying.refresh(c, stream)
                return await self._carrying.recorded(c, stream, repeated=True)
            await owed.discharge(c, engagement_id, duty, now)
            command_id = str(uuid5(_ENGINE_ACTS, f"{engagement_id}|{key}"))
            command = command_for(state, duty, now, command_id)
            if command is None:
                return await self._carrying.recorded(c, stream)
            return await self._carrying.carry_out(c, stream, command)

    async def owed(self, engagement_id: EngagementId) -> Owed:
        """Due acts and deliveries; `sleep_seconds` is until the next one that is not yet due."""
        async with self._database.transaction() as c:
            state, version = await self._fresh(c, engagement_id)
            now = self._clock.now()
            items = await owed.due_items(c, engagement_id, now)
            return Owed(
                version=version,
                items=[OwedItem(row["key"], row["how"]) for row in items],
                sleep_seconds=await owed.sleep_seconds(c, self._clock, engagement_id, now),
                stage=state.stage.value,
                status=state.status.value,
            )

    async def exists(self, engagement_id: EngagementId) -> bool:
        """Whether the log holds this engagement."""
        async with self._database.transaction() as c:
            return bool(
                await c.fetchval(
                    "select true from stream where kind = 'engagement' and id = $1 and version > 0",
                    engagement_id,
                )
            )

    async def overdue(
        self, grace_seconds: float, limit: int
    ) -> Sequence[tuple[EngagementId, AgencyId]]:
        """Late by more than the grace, or of an agency whose settings changed since."""
        before = self._clock.now() - owed.domain_span(self._clock, grace_seconds)
        async with self._database.transaction() as c:
            return await owed.overdue(c, before, limit)

    async def unfinished(self) -> Sequence[tuple[EngagementId, AgencyId]]:
        """Every engagement that has not ended, in the order of launching."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                "select engagement_id, agency_id from overview where status <> 'ended' "
                "order by engagement_id"
            )
            return [(row["engagement_id"], row["agency_id"]) for row in rows]

    async def catch_up(self, agency_id: AgencyId) -> int:
        """Recompute what the agency's engagements owe under its settings of now; how many."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                """
                select o.engagement_id from overview o
                join stream s on s.kind = 'engagement' and s.id = o.engagement_id
                join stream a on a.kind = 'agency' and a.id = o.agency_id
                where o.agency_id = $1 and s.agency_version < a.version and o.status <> 'ended'
                order by o.engagement_id
                """,
                agency_id,
            )
        for row in rows:
            async with self._database.transaction() as c:
                stream = await self._streams.lock(c, ENGAGEMENT, row["engagement_id"])
                await self._carrying.refresh(c, stream)
        return len(rows)

    async def _fresh(self, c: Connection, engagement_id: str) -> tuple[Engagement, int]:
        stream = await self._streams.read(c, ENGAGEMENT, engagement_id)
        if stream is None:
            raise Refusal("unknown_engagement")
        _, version = await self._agencies.at(c, launched(stream).agency_id)
        if stream.agency_version < version:
            stream = await self._streams.lock(c, ENGAGEMENT, engagement_id)
            await self._carrying.refresh(c, stream)
        return launched(stream), stream.version
