"""Program reports, each as it was made, and the cohorts that they group by."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.base.model import AgencyId
from domain.program.told_apart import Column, Part
from store.database import Database
from store.queries import load

_SQL = load("store.personal", "reports.sql")


_MADE_OF = "made_of"
"""Beside a report in its row: of whom each figure is made, by ids; for the next ones alone."""


class Reports:
    """Raises `StoreUnavailable`. A kept report tells of enough people alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def cohorts(self, agency: AgencyId) -> list[str]:
        """The names of the agency's cohorts."""
        return [row["cohort"] for row in await self._database.fetch(_SQL["cohorts"], agency)]

    async def newest(self, agency: AgencyId, limit: int) -> Sequence[dict[str, Any]]:
        """The reports last made, newest first."""
        rows = await self._database.fetch(_SQL["newest"], agency, limit)
        return [{k: v for k, v in row["body"].items() if k != _MADE_OF} for row in rows]

    async def made_of(self, agency: AgencyId) -> Sequence[Mapping[str, Column]]:
        """Of whom the figures of all reports were made that there are, oldest first."""
        rows = await self._database.fetch(_SQL["made_of"], agency)
        return [
            {key: [Part(*one) for one in column] for key, column in (row["made_of"] or {}).items()}
            for row in rows
        ]

    async def keep(
        self,
        agency: AgencyId,
        at: datetime,
        body: Mapping[str, Any],
        made_of: Mapping[str, Column],
        after: int,
    ) -> bool:
        """Keep a report as it was made after so many others; False where there are more by now."""
        async with self._database.transaction() as c:
            await c.fetch(_SQL["one_at_a_time"], agency)
            if await c.fetchval(_SQL["how_many"], agency) != after:
                return False
            await c.fetch(_SQL["keep"], agency, at, {**body, _MADE_OF: made_of})
            return True
