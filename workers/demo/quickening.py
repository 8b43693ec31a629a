"""Lets the demonstration's time run, and run at the usual rate again."""

import asyncio

from workers.clock import change_rate, wall_time
from workers.demo.pace import RATE
from workers.demo.patience import patiently
from workers.wiring import WiredEngine
from workflows.schedules import ensure_schedules


async def quicken(engine: WiredEngine, rate: float = RATE) -> None:
    """Let time run at another rate, and the schedules with it."""
    await run_at(engine, rate)
    await ensure_schedules(
        engine.client, engine.task_queue, await engine.store.reader.agencies(), rate
    )


async def run_at(engine: WiredEngine, rate: float) -> None:
    """Let time run at another rate, for moments only: the schedules stay as they are."""
    anchors = engine.store.clock_anchor
    anchor = await patiently(lambda: change_rate(engine.clock, anchors, rate))
    # The new rate holds from a moment ahead on, when every process knows of it.
    await asyncio.sleep((anchor.origin_wall - wall_time()).total_seconds() + 0.1)
