"""Brings a Temporal that has lost all, or part, back to what the log says."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from temporalio.client import Client

from activities.ports import EngagementLog
from domain.agency.agency import Agency
from workflows.gateway import Gateway
from workflows.schedules import ensure_schedules

AT_ONCE = 20


@dataclass(frozen=True)
class Recovered:
    """What recovery saw to."""

    engagements: int
    schedules: int


async def recover(
    client: Client,
    log: EngagementLog,
    task_queue: str,
    agencies: Iterable[Agency],
    rate: float = 1.0,
) -> Recovered:
    """Start or nudge every unfinished engagement and ensure the Schedules; safe to repeat.

    Raise the engine's epoch in the store before, so that what still runs elsewhere can't write.
    """
    gateway = Gateway(client, log, task_queue)
    unfinished = await log.unfinished()
    gate = asyncio.Semaphore(AT_ONCE)

    async def nudge(engagement_id: str, agency_id: str) -> None:
        async with gate:
            await gateway.nudge(engagement_id, agency_id)

    await asyncio.gather(*(nudge(*one) for one in unfinished))
    schedules = await ensure_schedules(client, task_queue, agencies, rate)
    return Recovered(engagements=len(unfinished), schedules=schedules)
