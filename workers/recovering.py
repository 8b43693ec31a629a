"""After Temporal lost its data: the log says what goes on."""

from typing import TYPE_CHECKING

from services.connections import Engine

if TYPE_CHECKING:
    from workflows.recovery import Recovered


async def recover(engine: Engine) -> "tuple[int, Recovered]":
    """The new engine epoch, under which only workers started from now on write, and what goes on.

    Safe to repeat. Raises `StoreUnavailable`, `RPCError`.
    """
    from workflows.recovery import recover as bring_back

    epoch = await engine.store.raise_epoch()
    return epoch, await bring_back(
        engine.client,
        engine.store.engagements,
        engine.task_queue,
        await engine.store.reader.agencies(),
        engine.clock.rate,
    )
