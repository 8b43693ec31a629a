"""Reading for one person through the role `coaching_console`: the database checks every row.

The second wall: should a service ask for too much, PostgreSQL gives only what this person may see.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from domain.base.model import AgencyId, PersonId
from store.database import Connection, Database

SIZE = 4
"""Connections at most: short reads, many a second each."""

# Plans are made for the values at hand: a rare value and a common one want different ones.
_SETTINGS = {
    "default_transaction_read_only": "on",
    "plan_cache_mode": "force_custom_plan",
    "application_name": "coaching-console",
}
_FOR = "select set_config('coaching.person', $1, true), set_config('coaching.agency', $2, true)"


class NoWindow(RuntimeError):
    """This process was not told how to reach the database as `coaching_console`."""


class Window:
    """A pool of its own; whom it reads for is set in each transaction, and ends with it."""

    def __init__(self, database: Database | None) -> None:
        self._database = database

    @classmethod
    async def connect(cls, dsn: str | None, size: int = SIZE) -> "Window":
        """To the console role's `dsn`, from the first reading on.

        With None, reading raises `NoWindow`.
        """
        return cls(await Database.connect(dsn, size, _SETTINGS, waits=True) if dsn else None)

    async def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            await self._database.close()

    @asynccontextmanager
    async def of(
        self, person: PersonId, coordinated: AgencyId | None = None
    ) -> AsyncIterator[Connection]:
        """What this person may see; `coordinated` is the agency of which they are a coordinator.

        Raises `StoreUnavailable`, `NoWindow`.
        """
        if self._database is None:
            raise NoWindow("COACHING_CONSOLE_DATABASE_URL is not set")
        async with self._database.transaction() as c:
            await c.execute(_FOR, person, coordinated or "")
            yield c
