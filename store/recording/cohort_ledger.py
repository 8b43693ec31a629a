"""Cohorts and their rows on the way to being launched (`activities.ports.CohortLedger`)."""

from collections.abc import Sequence

from activities.messages import Envelope
from activities.ports import Clock
from domain.base.model import AgencyId, EngagementId, PersonId
from store.database import Database
from store.projections.rows import CohortLine, RefusedRow


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
        async with self._database.transaction(30) as c:
            await c.execute(
                "insert into cohort (cohort_id, agency_id, name, by, opened_at) "
                "values ($1, $2, $3, $4, $5) on conflict do nothing",
                cohort_id,
                agency_id,
                name,
                by,
                self._clock.now(),
            )
            rows = [
                (cohort_id, e.engagement_id, n, e.command_id, e.kind, e.v, e.sealed_body)
                for n, e in enumerate(envelopes)
            ]
            await c.executemany(
                """
                insert into cohort_row
                    (cohort_id, engagement_id, n, command_id, kind, v, sealed_body)
                values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
                """,
                rows,
            )

    async def waiting(self, cohort_id: str, limit: int) -> Sequence[Envelope]:
        """Launch commands not yet carried out, in the file's order."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                "select engagement_id, command_id, kind, v, sealed_body from cohort_row "
                "where cohort_id = $1 and status = 'waiting' order by n limit $2",
                cohort_id,
                limit,
            )
            return [Envelope(**dict(row)) for row in rows]

    async def mark_launched(self, cohort_id: str, engagement_id: EngagementId) -> None:
        """This row is done."""
        await self._mark(cohort_id, engagement_id, "launched", None)

    async def mark_refused(self, cohort_id: str, engagement_id: EngagementId, code: str) -> None:
        """This row was refused by the rules."""
        await self._mark(cohort_id, engagement_id, "refused", code)

    async def progress(self, cohort_id: str) -> tuple[int, int, int]:
        """(launched, refused, all) rows."""
        async with self._database.transaction() as c:
            row = await c.fetchrow(
                "select count(*) filter (where status = 'launched') as launched, "
                "count(*) filter (where status = 'refused') as refused, count(*) as total "
                "from cohort_row where cohort_id = $1",
                cohort_id,
            )
            return (row["launched"], row["refused"], row["total"]) if row else (0, 0, 0)

    async def lines(self, agency: AgencyId | None = None) -> list[CohortLine]:
        """Cohorts, newest first."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                """
                select c.cohort_id, c.agency_id, c.name, c.by, c.opened_at,
                       count(*) filter (where r.status = 'launched') as launched,
                       count(*) filter (where r.status = 'refused') as refused,
                       count(r.cohort_id) as total
                from cohort c left join cohort_row r using (cohort_id)
                where $1::text is null or c.agency_id = $1
                group by c.cohort_id order by c.opened_at desc, c.cohort_id
                """,
                agency,
            )
            return [CohortLine(**dict(row)) for row in rows]

    async def refused(self, cohort_id: str) -> list[RefusedRow]:
        """The rows of a cohort that were refused, in the file's order (`n` counts from 0)."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                "select engagement_id, n, code from cohort_row "
                "where cohort_id = $1 and status = 'refused' order by n",
                cohort_id,
            )
            return [RefusedRow(**dict(row)) for row in rows]

    async def _mark(
        self, cohort_id: str, engagement_id: EngagementId, status: str, code: str | None
    ) -> None:
        async with self._database.transaction() as c:
            await c.execute(
                "update cohort_row set status = $3, code = $4, sealed_body = null "
                "where cohort_id = $1 and engagement_id = $2 and status = 'waiting'",
                cohort_id,
                engagement_id,
                status,
                code,
            )
