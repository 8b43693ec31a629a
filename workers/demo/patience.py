"""On a busy machine an answer comes late: the demonstration asks again, as people are told to."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from activities.ports import StoreUnavailable
from workflows.errors import OutcomeUnknown

T = TypeVar("T")

TRIES = 10
PAUSE_SECONDS = 1.0


async def patiently(send: Callable[[], Awaitable[T]], pause: float = PAUSE_SECONDS) -> T:
    """What `send` answers at last. It must send the same command id each time."""
    for _ in range(TRIES - 1):
        try:
            return await send()
        except (OutcomeUnknown, StoreUnavailable):
            await asyncio.sleep(pause)
    return await send()
