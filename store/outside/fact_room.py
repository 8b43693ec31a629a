"""What endpoints are told next, read from the log's feed, and how far each has come."""

import json
from collections.abc import Sequence
from datetime import UTC, timedelta
from uuid import UUID

from activities.outbound import Batch, Endpoint, FactMessage, LogPlace
from activities.ports import Clock
from domain.engagement.views.told import told_kinds
from store.database import Database
from store.keys.data_keys import DataKeys
from store.keys.key_ring import KeyRing
from store.keys.sealing import KeyGone
from store.log.feed import Cursor, Feed
from store.log.stored_event import StoredEvent
from store.log.stream_kinds import AGENCY, ENGAGEMENT
from store.queries import load

_SQL = load("store.outside", "webhooks.sql")
_BATCH = 200

PAUSES = tuple(
    timedelta(seconds=seconds)
    for seconds in (10, 60, 300, 1_800, 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600)
)
"""Domain time between attempts, each longer than the one before; then the last again and again."""
GIVE_UP = timedelta(days=5)
"""An endpoint that has failed for so long is disabled."""
KEPT = timedelta(days=30)
"""How long deliveries stay on record."""


class FactMessages:
    """Implements `activities.outbound.FactRoom`."""

    def __init__(
        self, database: Database, ring: KeyRing, keys: DataKeys, feed: Feed, clock: Clock
    ) -> None:
        self._database = database
        self._ring = ring
        self._keys = keys
        self._feed = feed
        self._clock = clock

    async def due(self) -> Sequence[str]:
        """Ids of endpoints in use that may be sent to now."""
        rows = await self._database.fetch(_SQL["due"], self._clock.now())
        return [row["webhook_id"] for row in rows]

    async def claim(self, webhook_id: str, seconds: float) -> Endpoint | None:
        """Claim an endpoint for so many wall seconds; None where it is not to be had."""
        row = await self._database.fetchrow(_SQL["claim"], webhook_id, seconds)
        if row is None:
            return None
        keys = await self._keys.of(self._database, AGENCY.name, row["agency_id"])
        try:
            secret = keys.open_blob(row["secret"], f"webhook/{webhook_id}").decode()
        except KeyGone:
            return None  # The agency's key was destroyed: nobody could check what is sent.
        return Endpoint(webhook_id, row["url"], secret)

    async def hold(self, webhook_id: str, seconds: float) -> None:
        """Keep a claim for so many seconds from now."""
        await self._database.fetch(_SQL["hold"], webhook_id, seconds)

    async def release(self, webhook_id: str) -> None:
        """Let go of it."""
        await self._database.fetch(_SQL["release"], webhook_id)

    async def batch(self, webhook_id: str) -> Batch | None:
        """What comes next; empty where the next events are not the endpoint's to know."""
        row = await self._database.fetchrow(_SQL["place"], webhook_id)
        if row is None:
            return None
        cursor = Cursor(row["restore_epoch"], row["xid"], row["position"])
        events, end = await self._feed.after(cursor, _BATCH)
        if not events:
            return None
        messages = await self._messages(webhook_id, row["agency_id"], events)
        return Batch(messages, LogPlace(end.restore_epoch, end.xid, end.position))

    async def note_delivered(self, webhook_id: str, message: FactMessage, answer: str) -> None:
        """The receiver took it: the next message is the one after it."""
        place = (message.place.restore_epoch, message.place.xid, message.place.position)
        what = (message.message_id, message.engagement_id, message.kind, answer)
        now = self._clock.now()
        await self._database.fetch(_SQL["delivered"], webhook_id, *place, *what, now)

    async def note_failed(
        self, webhook_id: str, message: FactMessage, answer: str, *, gone: bool
    ) -> None:
        """It did not arrive: tried again after a pause, and after days no more."""
        what = (message.message_id, message.engagement_id, message.kind, answer)
        rest = (self._clock.now(), list(PAUSES), GIVE_UP, gone)
        await self._database.fetch(_SQL["failed"], webhook_id, *what, *rest)

    async def pass_over(self, webhook_id: str, end: LogPlace) -> None:
        """All up to here is dealt with."""
        place = (end.restore_epoch, end.xid, end.position)
        await self._database.fetch(_SQL["pass_over"], webhook_id, *place)

    async def forget_old(self) -> None:
        """Drop what is recorded of deliveries long past."""
        await self._database.fetch(_SQL["forget_old"], self._clock.now() - KEPT)

    async def _messages(
        self, webhook_id: str, agency_id: str, events: Sequence[StoredEvent]
    ) -> list[FactMessage]:
        told = [e for e in events if e.stream_kind == ENGAGEMENT.name and e.kind in told_kinds()]
        if not told:
            return []
        ids = list(dict.fromkeys(one.stream_id for one in told))
        rows = await self._database.fetch(_SQL["of_agency"], ids, agency_id)
        theirs = {row["engagement_id"] for row in rows}
        told = [one for one in told if one.stream_id in theirs]
        commands = list(dict.fromkeys(one.command_id for one in told))
        rows = await self._database.fetch(_SQL["stages"], commands)
        stages = {row["command_id"]: row["stage"] for row in rows}
        return [self._message(webhook_id, one, stages.get(one.command_id)) for one in told]

    def _message(self, webhook_id: str, event: StoredEvent, stage: str | None) -> FactMessage:
        at = event.at.astimezone(UTC).isoformat()
        data = {
            "engagement_id": event.stream_id,
            "kind": event.kind,
            "at": at,
            "stage": stage or None,
        }
        said = {"type": f"engagement.{event.kind}", "timestamp": at, "data": data}
        # Keyed: the event's own number would tell how many there are that nobody is told of.
        name = json.dumps(["webhook", webhook_id, event.stream_id, event.version]).encode()
        return FactMessage(
            message_id=str(UUID(bytes=self._ring.fingerprint(name)[:16], version=5)),
            engagement_id=event.stream_id,
            kind=event.kind,
            body=json.dumps(said, separators=(",", ":")),
            place=LogPlace(event.restore_epoch, int(event.xid), event.position),
        )
