"""Who read confidential text with the operator's tool, and why: a chained ledger."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.base.model import AgencyId, EngagementId, PersonId
from store.database import Database
from store.keys.key_ring import KeyRing
from store.log.ledger import Entry, chained
from store.queries import load

_SQL = load("store.log", "log.sql")
_CHAIN = "reading"


@dataclass(frozen=True)
class Access:
    """One reading."""

    by: PersonId
    engagement_id: EngagementId
    reason: str
    at: datetime


class Accesses:
    """Note first, read afterwards."""

    def __init__(self, database: Database, ring: KeyRing) -> None:
        self._database = database
        self._ring = ring

    async def note_access(
        self, by: PersonId, engagement_id: EngagementId, reason: str, at: datetime
    ) -> None:
        """Record a reading. Raises `ValueError` where no reason is given."""
        if not reason.strip():
            raise ValueError("reading confidential text needs a reason")
        body = {
            "by": by,
            "engagement_id": engagement_id,
            "reason": reason.strip(),
            "at": at.astimezone(UTC).isoformat(),
        }
        while True:
            row = await self._database.fetchrow(_SQL["head"], _CHAIN)
            head = Entry(row["n"], {}, row["hmac"]) if row else Entry(0, {})
            [new] = chained(self._ring, _CHAIN, head, [body])
            entry = (_CHAIN, new.n, new.hmac, head.n, body)
            if await self._database.fetchval(_SQL["note_reading"], *entry):
                return  # else somebody noted another one meanwhile: this one follows it

    async def of(self, engagement_id: EngagementId) -> list[Access]:
        """Every reading of an engagement, oldest first."""
        rows = await self._database.fetch(_SQL["readings"], engagement_id)
        return [_access(row["body"]) for row in rows]

    async def of_agency(
        self, agency_id: AgencyId, limit: int
    ) -> list[tuple[Access, tuple[PersonId, ...]]]:
        """Those of an agency's engagements, newest first, each with who is coached there."""
        rows = await self._database.fetch(_SQL["readings_of_agency"], agency_id, limit)
        return [(_access(row["body"]), tuple(row["learners"])) for row in rows]


def _access(body: dict[str, Any]) -> Access:
    return Access(**{**body, "at": datetime.fromisoformat(body["at"])})
