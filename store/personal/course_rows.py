"""Finished coaching in numbers, of learners who let their scores into program reports.

Read models of the log: how each is written is in `store/recording`, how it is sealed in
`course_cells`. Shown as figures over enough people alone (docs/adr/0024).
"""

from collections.abc import AsyncIterator, Iterable, Sequence

import asyncpg

from domain.base.model import AgencyId, PersonId
from domain.program.course import Course
from domain.program.trust import TRUST, Parts
from store.database import Database
from store.keys.data_keys import DataKeys
from store.log.stream_kinds import ENGAGEMENT, PERSON
from store.personal.course_cells import course_in, trust_in_cell
from store.queries import load

_SQL = load("store.personal", "courses.sql")
_PAGE = 250
"""Few enough that nobody's page waits for their unsealing to end."""
_PATIENCE = 30


class Courses:
    """Raises `StoreUnavailable`."""

    def __init__(self, database: Database, keys: DataKeys) -> None:
        self._database = database
        self._keys = keys

    async def unmade(self, agency: AgencyId) -> Sequence[tuple[str, str]]:
        """(kind, id) of streams that were recorded before there were courses: to be rebuilt."""
        async with self._database.transaction(_PATIENCE) as c:
            rows = await c.fetch(_SQL["unmade"], agency, *TRUST)
        return [(row["kind"], row["id"]) for row in rows]

    async def of(self, agency: AgencyId) -> list[Course]:
        """Every finished course; of one coached twice, both."""
        return [course async for page in self._pages(agency) for course in page]

    async def _pages(self, agency: AgencyId) -> AsyncIterator[list[Course]]:
        """A statement or three for each page, so that nothing else waits long for its turn."""
        after = ("", "")
        while rows := await self._database.fetch(_SQL["page"], agency, *after, _PAGE):
            yield await self._opened(rows)
            after = (rows[-1]["engagement_id"], rows[-1]["learner"])

    async def _opened(self, rows: Sequence[asyncpg.Record]) -> list[Course]:
        ids = [row["engagement_id"] for row in rows]
        keys = await self._keys.of_many(self._database, ENGAGEMENT.name, ids)
        trust = await self._trust(row["learner"] for row in rows)
        return [
            course_in(dict(row), keys.get(row["engagement_id"]), trust.get(row["learner"], {}))
            for row in rows
        ]

    async def _trust(self, learners: Iterable[PersonId]) -> dict[PersonId, dict[int, Parts]]:
        """What each answered for themself, oldest first, by the version of its newest word."""
        rows = await self._database.fetch(_SQL["trust"], list(learners))
        ids = {row["person_id"] for row in rows}
        keys = await self._keys.of_many(self._database, PERSON.name, ids) if ids else {}
        found: dict[PersonId, dict[int, Parts]] = {}
        for row in rows:
            parts = trust_in_cell(row["scores"], keys.get(row["person_id"]))
            if parts is not None:
                found.setdefault(row["person_id"], {})[row["newest"]] = parts
        return found
