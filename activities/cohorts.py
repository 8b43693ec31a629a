"""Activities that launch a cohort's engagements, a batch at a time."""

import asyncio
from dataclasses import dataclass

from temporalio import activity

from activities.messages import Envelope
from activities.ports import CohortLedger, EngagementWorkflows
from domain.base.refusals import Refusal

BATCH = 25
AT_ONCE = 5


@dataclass(frozen=True)
class CohortRun:
    """Input of a cohort's launch; `agency_id` is the agency of all its engagements."""

    cohort_id: str
    agency_id: str = ""


@dataclass(frozen=True)
class CohortProgress:
    """How far a cohort's launch is, in engagements."""

    launched: int = 0
    refused: int = 0
    total: int = 0


class Cohorts:
    """Holds the ledger and the way to the workflows."""

    def __init__(self, ledger: CohortLedger, workflows: EngagementWorkflows) -> None:
        self._ledger = ledger
        self._workflows = workflows

    @activity.defn(name="read_progress")
    async def read_progress(self, run: CohortRun) -> CohortProgress:
        """How many rows are launched, refused, and there in all."""
        return CohortProgress(*await self._ledger.progress(run.cohort_id))

    @activity.defn(name="launch_batch")
    async def launch_batch(self, run: CohortRun) -> int:
        """Launch the next waiting engagements; how many were dealt with, 0 when none waits.

        A row that cannot be launched now stays waiting and fails the activity at its end, so
        that it is repeated; a row launched already answers with its first result.
        """
        waiting = await self._ledger.waiting(run.cohort_id, BATCH)
        gate = asyncio.Semaphore(AT_ONCE)

        async def launch(envelope: Envelope) -> None:
            async with gate:
                activity.heartbeat()
                await self._launch(run, envelope)

        outcomes = await asyncio.gather(*map(launch, waiting), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return len(waiting)

    async def _launch(self, run: CohortRun, envelope: Envelope) -> None:
        try:
            await self._workflows.submit(envelope, run.agency_id, launch=True)
        except Refusal as refused:
            await self._ledger.mark_refused(run.cohort_id, envelope.engagement_id, refused.code)
        else:
            await self._ledger.mark_launched(run.cohort_id, envelope.engagement_id)
