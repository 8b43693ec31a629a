"""Program reports: of whom they are made, and each as it was made."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.base.model import AgencyId, EngagementId, PersonId
from domain.person.own_answers import AnsweredForOneself
from domain.program.told_apart import Column, Part
from store.database import Database
from store.keys.sealing import KeyGone
from store.log.stored_event import StoredEvent
from store.log.stream_kinds import PERSON
from store.log.streams import Streams
from store.personal.answer_rows import OwnWord
from store.queries import load

_SQL = load("store.personal", "reports.sql")


_MADE_OF = "made_of"
"""Beside a report in its row: of whom each figure is made, by ids; for the next ones alone."""


class Reports:
    """Raises `StoreUnavailable`. A kept report tells of enough people alone."""

    def __init__(self, database: Database, streams: Streams) -> None:
        self._database = database
        self._streams = streams

    async def consenting(self, agency: AgencyId) -> list[tuple[EngagementId, PersonId]]:
        """Learners, each with the engagement in which they let their scores into reports."""
        rows = await self._database.fetch(_SQL["consenting"], agency)
        return [(row["engagement_id"], row["learner"]) for row in rows]

    async def own_answers(
        self, people: Iterable[PersonId], instrument: str, version: int
    ) -> list[OwnWord]:
        """What they answered for themselves, whether it counts or not; by person, oldest first."""
        async with self._database.transaction(30) as c:
            rows = await c.fetch(_SQL["own_answers"], list(people), instrument, version)
            stored = [StoredEvent.of(row) for row in rows]
            keys = await self._streams.keys.of_many(c, PERSON.name, (r.stream_id for r in stored))
            found = []
            for row in stored:
                try:
                    event = row.opened(PERSON, keys[row.stream_id])
                except KeyGone:
                    continue  # disposed of
                if isinstance(event, AnsweredForOneself) and event.answered is not None:
                    found.append(OwnWord(row.version, event))
            return found

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
