"""After Temporal lost its data: the log says what goes on."""

from typing import TYPE_CHECKING

from services.connections import Engine

if TYPE_CHECKING:
    from workflows.recovery import Recovered


async def recover(engine: Engine, *, restored: bool = False) -> "tuple[int, Recovered]":
    """The new engine epoch, under which only workers started from now on write, and what goes on.

    `restored`: the database was brought back from a backup, so its transaction ids began anew; what
    is recorded from now on is read behind all that was there.
    Safe to repeat. Raises `StoreUnavailable`, `RPCError`.
    """
    from workflows.recovery import recover as bring_back

    if restored:
        await engine.store.raise_restore_epoch()
    epoch = await engine.store.raise_epoch()
    return epoch, await bring_back(
        engine.client,
        engine.store.engagements,
        engine.task_queue,
        await engine.store.reader.agencies(),
        engine.clock.rate,
    )


def what_goes_on(done: "Recovered") -> str:
    """How many engagements and schedules, for a sentence."""
    one = done.engagements == 1
    go_on = "1 engagement goes on" if one else f"{done.engagements:,} engagements go on"
    return f"{go_on}, {done.schedules} schedules are set."
