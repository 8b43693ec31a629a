"""The activity that tells other systems what happened, each in the order of the log."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog
from temporalio import activity

from activities.outbound import Courier, Endpoint, FactRoom, NotDelivered
from activities.ports import StoreUnavailable

_log = structlog.get_logger(__name__)

AT_ONCE = 5
"""Endpoints that are sent to at a time."""
DELIVER_SECONDS = 15.0
"""The longest one delivery may take."""
CLAIM_SECONDS = 60.0
"""How long an endpoint is in one hand: well over the longest delivery and its note."""
MOST = 1000
"""Messages to an endpoint in one round; the next round goes on."""


@dataclass(frozen=True)
class Told:
    """What one round came to: messages delivered, endpoints that did not take theirs."""

    delivered: int = 0
    failing: int = 0


class Telling:
    """Delivers at least once: again only where the sender died before it could note it."""

    def __init__(self, room: FactRoom, courier: Courier) -> None:
        self._room = room
        self._courier = courier

    @activity.defn(name="tell_systems")
    async def tell_systems(self) -> Told:
        """One round over every endpoint that is due."""
        await self._room.forget_old()
        return await self.round(activity.heartbeat)

    async def round(self, beat: Callable[[], None]) -> Told:
        """The same; `beat` is called as it gets on."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def tell(webhook_id: str) -> tuple[int, bool]:
            async with gate:
                return await self._tell(webhook_id, beat)

        # All come to their end before one that failed fails the round.
        ended = await asyncio.gather(*map(tell, await self._room.due()), return_exceptions=True)
        delivered = failing = 0
        for outcome in ended:
            if isinstance(outcome, BaseException):
                raise outcome
            delivered += outcome[0]
            failing += not outcome[1]
        return Told(delivered, failing)

    async def _tell(self, webhook_id: str, beat: Callable[[], None]) -> tuple[int, bool]:
        endpoint = await self._room.claim(webhook_id, CLAIM_SECONDS)
        if endpoint is None:
            return 0, True
        try:
            return await self._deliver(endpoint, beat)
        finally:
            with suppress(StoreUnavailable):
                # Without this the next round would wait until the claim has run out.
                await self._room.release(webhook_id)

    async def _deliver(self, endpoint: Endpoint, beat: Callable[[], None]) -> tuple[int, bool]:
        done = 0
        while done < MOST:
            batch = await self._room.batch(endpoint.webhook_id)
            beat()
            if batch is None:
                break
            for message in batch.messages:
                await self._room.hold(endpoint.webhook_id, CLAIM_SECONDS)
                try:
                    async with asyncio.timeout(DELIVER_SECONDS):
                        answer = await self._courier.deliver(endpoint, message)
                except Exception as error:
                    # Whatever one receiver comes up with must not hold up the others.
                    known = _known(error)
                    _log.warning("not_told", webhook=endpoint.webhook_id, answer=known.answer)
                    await self._room.note_failed(
                        endpoint.webhook_id, message, known.answer, gone=known.gone
                    )
                    return done, False
                await self._room.note_delivered(endpoint.webhook_id, message, answer)
                done += 1
                beat()
            await self._room.pass_over(endpoint.webhook_id, batch.end)
        return done, True


def _known(error: Exception) -> NotDelivered:
    return error if isinstance(error, NotDelivered) else NotDelivered(type(error).__name__)
