"""Cohorts and their rows on the way to being launched (`activities.ports.CohortLedger`)."""

from collections.abc import Sequence

from activities.messages import Envelope
from activities.ports import Clock
from domain.base.model import AgencyId, EngagementId, PersonId
from store.database import Database
from store.projections.rows import CohortLine, RefusedRow
from store.queries import load

_SQL = load("store.recording", "cohorts.sql")


class Cohorts:
    """The ledger; a row's sealed command is let go once it was carried out."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def open_cohort(
        self,
        cohort_id: str,
        agency_id: AgencyId,
        name: str,
        by: PersonId,
        envelopes: Sequence[Envelope],
    ) -> None:
        """Note a cohort and its rows; again with the same rows changes nothing."""
        columns = [
            [e.engagement_id for e in envelopes],
            list(range(len(envelopes))),
            [e.command_id for e in envelopes],
            [e.kind for e in envelopes],
            [e.v for e in envelopes],
            [e.sealed_body for e in envelopes],
        ]
        async with self._database.transaction(30) as c:
            await c.execute(_SQL["open"], cohort_id, agency_id, name, by, self._clock.now())
            await c.execute(_SQL["add_rows"], cohort_id, *columns)

    async def waiting(self, cohort_id: str, limit: int) -> Sequence[Envelope]:
        """Launch commands not yet carried out, in the file's order."""
        rows = await self._database.fetch(_SQL["waiting"], cohort_id, limit)
        return [Envelope(**dict(row)) for row in rows]

    async def mark_launched(self, cohort_id: str, engagement_id: EngagementId) -> None:
        """This row is done."""
        await self._mark(cohort_id, engagement_id, "launched", None)

    async def mark_refused(self, cohort_id: str, engagement_id: EngagementId, code: str) -> None:
        """This row was refused by the rules."""
        await self._mark(cohort_id, engagement_id, "refused", code)

    async def progress(self, cohort_id: str) -> tuple[int, int, int]:
        """(launched, refused, all) rows."""
        [row] = await self._database.fetch(_SQL["progress"], cohort_id)
        return row["launched"], row["refused"], row["total"]

    async def lines(self, agency: AgencyId | None = None) -> list[CohortLine]:
        """Cohorts, newest first."""
        rows = await self._database.fetch(_SQL["lines"], agency)
        return [CohortLine(**dict(row)) for row in rows]

    async def refused(self, cohort_id: str) -> list[RefusedRow]:
        """The rows of a cohort that were refused, in the file's order (`n` counts from 0)."""
        rows = await self._database.fetch(_SQL["refused"], cohort_id)
        return [RefusedRow(**dict(row)) for row in rows]

    async def _mark(
        self, cohort_id: str, engagement_id: EngagementId, status: str, code: str | None
    ) -> None:
        await self._database.fetch(_SQL["mark"], cohort_id, engagement_id, status, code)
