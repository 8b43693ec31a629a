"""Who read confidential text with the operator's tool, and why: append-only."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.model import EngagementId, PersonId
from store.database import Database


@dataclass(frozen=True)
class Access:
    """One reading."""

    by: PersonId
    engagement_id: EngagementId
    reason: str
    at: datetime


class Accesses:
    """Note first, read afterwards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note_access(
        self, by: PersonId, engagement_id: EngagementId, reason: str, at: datetime
    ) -> None:
        """Raises `ValueError` where no reason is given."""
        if not reason.strip():
            raise ValueError("reading confidential text needs a reason")
        async with self._database.transaction() as c:
            await c.execute(
                "insert into access (by, engagement_id, reason, at) values ($1, $2, $3, $4)",
                by,
                engagement_id,
                reason.strip(),
                at,
            )

    async def of(self, engagement_id: EngagementId) -> list[Access]:
        """Every reading of an engagement, oldest first."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                "select by, engagement_id, reason, at from access "
                "where engagement_id = $1 order by n",
                engagement_id,
            )
            return [Access(**dict(row)) for row in rows]
