"""How far cohorts are, and how a file compares with what was noted before."""

from collections.abc import Mapping, Sequence

from domain.base.model import AgencyId, EngagementId, PersonId
from store.database import Database
from store.projections.rows import CohortLine, NotedShare, RefusedRow
from store.queries import load

_SQL = load("store.recording", "cohorts.sql")


class CohortReading:
    """Every method is one short transaction. Raises `StoreUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def progress(self, cohort_id: str) -> tuple[int, int, int]:
        """(launched, refused, all) rows."""
        async with self._database.transaction() as c:
            row = await c.fetchrow(
                _SQL["progress"],
                cohort_id,
            )
            return (row["launched"], row["refused"], row["total"]) if row else (0, 0, 0)

    async def lines(self, agency: AgencyId | None = None) -> list[CohortLine]:
        """Cohorts, newest first."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                _SQL["cohorts"],
                agency,
            )
            return [CohortLine(**dict(row)) for row in rows]

    async def refused(self, cohort_id: str) -> list[RefusedRow]:
        """The rows of a cohort that were refused, in the file's order (`n` as in the file)."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                _SQL["refused"],
                cohort_id,
            )
            return [RefusedRow(**dict(row)) for row in rows]

    async def known_people(self, ids: Sequence[PersonId]) -> list[PersonId]:
        """Those of `ids` that are registered."""
        async with self._database.transaction(30) as c:
            rows = await c.fetch(_SQL["known_people"], ids)
        return [row["person_id"] for row in rows]

    async def shares(self, cohort_id: str, ids: Sequence[EngagementId]) -> list[NotedShare]:
        """Of these rows: who noted how many, when, and how they stand, the earliest first."""
        async with self._database.transaction(30) as c:
            rows = await c.fetch(
                _SQL["shares"],
                cohort_id,
                ids,
            )
            return [NotedShare(**dict(row)) for row in rows]

    async def noted(self, cohort_id: str, ids: Sequence[EngagementId]) -> frozenset[EngagementId]:
        """Those of `ids` that are noted, refused ones too."""
        async with self._database.transaction(30) as c:
            rows = await c.fetch(
                _SQL["noted"],
                cohort_id,
                ids,
            )
        return frozenset(row["engagement_id"] for row in rows)

    async def differing(
        self, cohort_id: str, said: Mapping[EngagementId, Mapping[str, str]]
    ) -> dict[EngagementId, list[str]]:
        """Rows noted before, not refused, whose cells are others now: the columns of each."""
        async with self._database.transaction(30) as c:
            rows = await c.fetch(
                _SQL["said"],
                cohort_id,
                list(said),
            )
        found = {}
        for row in rows:
            now = said[row["engagement_id"]]
            if columns := [name for name in now if now[name] != row["said"].get(name)]:
                found[row["engagement_id"]] = columns
        return found

    async def on_other_skill(
        self, cohort_id: str, learners: Sequence[str], ids: Sequence[EngagementId]
    ) -> dict[str, EngagementId]:
        """Of these learners (digests): an engagement of this cohort that is none of `ids`."""
        async with self._database.transaction(30) as c:
            rows = await c.fetch(
                _SQL["on_other_skill"],
                cohort_id,
                learners,
                ids,
            )
        return {row["learner"]: row["engagement_id"] for row in rows}

    async def elsewhere(
        self, agency: AgencyId, cohort: str, who: Sequence[str]
    ) -> list[tuple[str, int]]:
        """Other cohorts of an agency that have these learners on the same skill: (name, how many).

        Engagements that have ended don't count; those still waiting to be launched do.
        """
        async with self._database.transaction(30) as c:
            rows = await c.fetch(
                _SQL["elsewhere"],
                agency,
                cohort,
                who,
            )
            return [(row["name"], row["rows"]) for row in rows]
