"""Secret addresses of people's calendars: of each only a hash is kept."""

from datetime import datetime

from domain.base.model import PersonId
from store.database import Database
from store.queries import load

_SQL = load("store.personal", "personal.sql")


class CalendarFeeds:
    """One address a person. Raises `StoreUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, person: PersonId, digest: bytes, at: datetime) -> None:
        """A person's address, in place of the one before."""
        await self._database.fetch(_SQL["open_feed"], person, digest, at)

    async def close(self, person: PersonId) -> None:
        """The address leads nowhere any more."""
        await self._database.fetch(_SQL["close_feed"], person)

    async def made_at(self, person: PersonId) -> datetime | None:
        """Since when there is one; None where there is none."""
        row = await self._database.fetchrow(_SQL["feed_of"], person)
        return None if row is None else row["made_at"]

    async def person_behind(self, digest: bytes) -> PersonId | None:
        """Whose calendar it is."""
        row = await self._database.fetchrow(_SQL["feed_behind"], digest)
        return None if row is None else str(row["person"])
