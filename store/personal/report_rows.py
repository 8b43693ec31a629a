"""Program reports: of whom they are made, and each as it was made."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from domain.base.model import AgencyId, EngagementId, PersonId
from domain.person.own_answers import AnsweredForOneself
from store.database import Database
from store.keys.sealing import KeyGone
from store.log.stored_event import StoredEvent
from store.log.stream_kinds import PERSON
from store.log.streams import Streams
from store.queries import load

_SQL = load("store.personal", "reports.sql")


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
    ) -> list[AnsweredForOneself]:
        """What they answered for themselves and let count, by person, oldest first."""
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
                    found.append(event)
            return found

    async def cohorts(self, agency: AgencyId) -> list[str]:
        """The names of the agency's cohorts."""
        return [row["cohort"] for row in await self._database.fetch(_SQL["cohorts"], agency)]

    async def newest(self, agency: AgencyId, limit: int) -> Sequence[dict[str, Any]]:
        """The reports last made, newest first."""
        rows = await self._database.fetch(_SQL["newest"], agency, limit)
        return [dict(row["body"]) for row in rows]

    async def keep(self, agency: AgencyId, at: datetime, body: dict[str, Any]) -> None:
        """Keep a report as it was made."""
        await self._database.fetch(_SQL["keep"], agency, at, body)
