"""Endpoints as their agency sees them: made, listed, put in use again, what became of messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.base.model import AgencyId, EngagementId, PersonId
from store.database import Database
from store.keys.data_keys import DataKeys
from store.keys.sealing import SHARED
from store.log.stream_kinds import AGENCY
from store.queries import load

_SQL = load("store.outside", "webhooks.sql")


@dataclass(frozen=True)
class WebhookRow:
    """An endpoint without its secret; `disabled_at` since when nothing is sent any more."""

    webhook_id: str
    agency_id: AgencyId
    url: str
    made_by: PersonId
    made_at: datetime
    attempts: int
    failing_since: datetime | None
    next_attempt_at: datetime | None
    disabled_at: datetime | None


@dataclass(frozen=True)
class DeliveryRow:
    """What became of a message; `answer` is the last attempt's."""

    message_id: str
    engagement_id: EngagementId
    kind: str
    status: str
    attempts: int
    answer: str
    first_at: datetime
    last_at: datetime


class Webhooks:
    """Every method is one short transaction. Raises `StoreUnavailable`."""

    def __init__(self, database: Database, keys: DataKeys) -> None:
        self._database = database
        self._keys = keys

    async def make(
        self,
        webhook_id: str,
        agency: AgencyId,
        url: str,
        secret: str,
        by: PersonId,
        at: datetime,
    ) -> None:
        """Keep a new endpoint, told of what is recorded from now on; its secret is sealed."""
        async with self._database.transaction() as c:
            keys = await self._keys.of(c, AGENCY.name, agency, SHARED)
            sealed = keys.seal_blob(secret.encode(), f"webhook/{webhook_id}")
            await c.execute(_SQL["make"], webhook_id, agency, url, sealed, by, at)

    async def listed(self, agency: AgencyId) -> list[WebhookRow]:
        """The agency's endpoints, disabled ones too."""
        rows = await self._database.fetch(_SQL["listed"], agency)
        return [WebhookRow(**dict(row)) for row in rows]

    async def remove(self, webhook_id: str, agency: AgencyId) -> bool:
        """End an endpoint; False where there is none."""
        return bool(await self._database.fetchval(_SQL["remove"], webhook_id, agency))

    async def resume(self, webhook_id: str, agency: AgencyId) -> bool:
        """Put it in use again, from where it stopped; False where there is none."""
        return bool(await self._database.fetchval(_SQL["resume"], webhook_id, agency))

    async def deliveries(
        self,
        webhook_id: str,
        agency: AgencyId,
        limit: int,
        after: tuple[datetime, str] | None = None,
    ) -> Sequence[DeliveryRow]:
        """What became of messages, newest first, those that follow (`last_at`, id)."""
        place = after or (None, None)
        rows = await self._database.fetch(_SQL["deliveries"], webhook_id, agency, *place, limit)
        return [DeliveryRow(**dict(row)) for row in rows]
