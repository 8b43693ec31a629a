"""Lets the demonstration's time run, and run at the usual rate again."""

import asyncio

from workers.clock import change_rate, wall_time
from workers.demo.pace import RATE
from workers.wiring import WiredEngine
from workflows.schedules import ensure_schedules


async def quicken(engine: WiredEngine, rate: float = RATE) -> None:
    """Let time run at another rate, and the schedules with it."""
    anchor = await change_rate(engine.clock, engine.store.clock_anchor, rate)
    # The new rate holds from a moment ahead on, when every process knows of it.
    await asyncio.sleep((anchor.origin_wall - wall_time()).total_seconds() + 0.1)
    await ensure_schedules(
        engine.client, engine.task_queue, await engine.store.reader.agencies(), rate
    )
