"""The sweeper's activity: nobody is forgotten, whatever was lost on the way."""

import asyncio

from temporalio import activity

from activities.ports import EngagementLog, EngagementWorkflows

GRACE_SECONDS = 60.0
"""An engagement gets this long, in wall time, to do by itself what it owes."""
LIMIT = 500
"""Engagements a sweep; the next sweep takes the rest."""
AT_ONCE = 10
CATCH_UP_SECONDS = 40.0
"""Wall time of a sweep for engagements whose agency changed; sweeps come each minute."""


class Sweeping:
    """Holds the log and the way to the workflows."""

    def __init__(self, log: EngagementLog, workflows: EngagementWorkflows) -> None:
        self._log = log
        self._workflows = workflows

    @activity.defn(name="nudge_overdue")
    async def nudge_overdue(self) -> int:
        """Nudge every engagement whose owed work is overdue; how many were.

        After that, what is owed where an agency changed is worked out anew, some at each sweep.
        """
        overdue = await self._log.overdue(GRACE_SECONDS, LIMIT)
        gate = asyncio.Semaphore(AT_ONCE)

        async def nudge(engagement_id: str, agency_id: str) -> None:
            async with gate:
                await self._workflows.nudge(engagement_id, agency_id)
                activity.heartbeat()

        await asyncio.gather(*(nudge(*one) for one in overdue))
        await self._log.catch_up_changed(CATCH_UP_SECONDS)
        return len(overdue)
