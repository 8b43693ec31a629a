"""Hearing of others' acts while a page is open: one reader of the log's feed for all pages.

Nothing of an event is passed on. Whoever hears looks again as the person they are, so that only
what this person may see is ever told, and not even that something else happened.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from activities.ports import StoreUnavailable
from domain.base.model import EngagementId
from store.log.feed import Feed

EVERY_SECONDS = 1.0
_AT_ONCE = 500
_LOG = structlog.get_logger("coaching.live")


class Live:
    """Reads the feed only while somebody listens."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._bells: dict[EngagementId, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def listening(self, engagement_id: EngagementId) -> AsyncIterator[asyncio.Event]:
        """An event that is set whenever something is recorded in the engagement."""
        bell = asyncio.Event()
        self._bells[engagement_id].add(bell)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._read())
        try:
            yield bell
        finally:
            self._bells[engagement_id].discard(bell)
            if not self._bells[engagement_id]:
                del self._bells[engagement_id]

    async def close(self) -> None:
        """Stop reading."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _read(self) -> None:
        cursor = None
        while self._bells:
            try:
                if cursor is None:
                    cursor = await self._feed.end()
                events, cursor = await self._feed.after(cursor, _AT_ONCE)
            except StoreUnavailable:
                _LOG.warning("feed away")
                events = []
            for event in events:
                for bell in self._bells.get(event.stream_id, ()):
                    bell.set()
            if len(events) < _AT_ONCE:
                await asyncio.sleep(EVERY_SECONDS)
