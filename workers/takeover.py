"""Notices that `coaching recover` gave the log to a newer engine, so that this one ends."""

import asyncio
from contextlib import suppress

from activities.ports import StoreUnavailable
from store.database import Database
from store.log import epoch

_SECONDS = 2.0


class Takeover:
    """Made before the store connects: an epoch raised after that is never overlooked."""

    def __init__(self, database: Database, known: int) -> None:
        self._database = database
        self._known = known
        self.noticed = asyncio.Event()
        """Set by whoever finds out first, such as an activity that was refused to write."""

    @classmethod
    async def watch(cls, dsn: str) -> "Takeover":
        """Remember the epoch of now. Raises `StoreUnavailable`."""
        database = await Database.connect(dsn, size=1)
        async with database.transaction() as c:
            return cls(database, await epoch.current(c))

    async def happened(self) -> None:
        """Return once another engine has taken over."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.noticed.wait(), _SECONDS)
                return
            try:
                async with self._database.transaction() as c:
                    if await epoch.current(c) > self._known:
                        return
            except StoreUnavailable:
                continue

    async def close(self) -> None:
        """Let go of the database."""
        await self._database.close()
