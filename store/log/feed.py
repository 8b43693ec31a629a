"""Reading the whole log in an order nothing can slip into behind the reader."""

from dataclasses import dataclass

from store.database import Database
from store.log.stored_event import StoredEvent
from store.queries import load

_SQL = load("store.log", "log.sql")


@dataclass(frozen=True)
class Cursor:
    """The last event read; by position alone a late commit would be passed over."""

    restore_epoch: int = 0
    xid: int = 0
    position: int = 0


class Feed:
    """Sealed events in the order (restore epoch, transaction, position)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def end(self) -> Cursor:
        """The last event that can be read now, for a reader of what is still to come."""
        row = await self._database.fetchrow(_SQL["end"])
        if row is None:
            return Cursor()
        return Cursor(row["restore_epoch"], int(row["xid"]), row["position"])

    async def after(self, cursor: Cursor, limit: int) -> tuple[list[StoredEvent], Cursor]:
        """The next events of transactions older than any still running, and the new cursor."""
        rows = await self._database.fetch(
            _SQL["after"], cursor.restore_epoch, str(cursor.xid), cursor.position, limit
        )
        events = [StoredEvent.of(row) for row in rows]
        if not events:
            return [], cursor
        last = events[-1]
        return events, Cursor(last.restore_epoch, int(last.xid), last.position)
