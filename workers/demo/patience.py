"""What the demonstration does on a busy machine, as people do: ask again, and commit anew."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from activities.ports import StoreUnavailable
from domain.base.refusals import RequirementUnmet
from services.troubles import Unreachable
from workflows.errors import OutcomeUnknown

T = TypeVar("T")

TRIES = 10
PAUSE_SECONDS = 1.0


async def patiently(
    send: Callable[[], Awaitable[T]], pause: float = PAUSE_SECONDS, tries: int = TRIES
) -> T:
    """What `send` answers at last. Sent again, it must change nothing that was done."""
    for _ in range(tries - 1):
        try:
            return await send()
        except (OutcomeUnknown, StoreUnavailable, Unreachable):
            await asyncio.sleep(pause)
    return await send()


async def onward(
    do: Callable[..., Awaitable[Any]], pair: tuple[str, str], by: str, kind: str, **fields: Any
) -> None:
    """Leave the stage; where coaching stalled meanwhile, coach and learner commit anew first."""
    for _ in range(TRIES):
        try:
            await do(by, kind, **fields)
            return
        except RequirementUnmet as unmet:
            if unmet.missing != ("enrollment",):
                raise
        for person in pair:
            await do(person, "declare_commitment", level=8, committed_to="Going on")
    await do(by, kind, **fields)
