"""The one way from a person's act to its engagement's workflow, and back with the answer."""

import asyncio
from datetime import timedelta
from weakref import WeakValueDictionary

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.service import RPCError, RPCStatusCode

from activities.cohorts import CohortProgress, CohortRun
from activities.messages import EngagementRun, Envelope, Recorded
from activities.ports import EngagementLog
from domain.base.refusals import Refusal
from workflows.answers import run_ended, translate
from workflows.cohort import MORE, CohortLaunchWorkflow
from workflows.diagnosis import no_answer
from workflows.engagement import NUDGE, UPDATE, EngagementWorkflow
from workflows.errors import EngineFault
from workflows.naming import cohort_workflow, engagement_workflow

TIMEOUT_SECONDS = 8.0
IN_FLIGHT = 8
"""Commands that one process has under way at one engagement."""
_SUMMARY = "Coaching engagement"
_DETAILS = "Records commands in the engagement's log and does in time what the engine owes."
# Temporal took the request for a wrong one: nothing came of it, and nothing will.
_REJECTED = (
    RPCStatusCode.INVALID_ARGUMENT,
    RPCStatusCode.UNAUTHENTICATED,
    RPCStatusCode.PERMISSION_DENIED,
    RPCStatusCode.UNIMPLEMENTED,
)
_AGAIN = (
    RPCStatusCode.NOT_FOUND,
    RPCStatusCode.RESOURCE_EXHAUSTED,
    RPCStatusCode.ABORTED,
    # The run's last step failed or timed out, as on a worker that has more than it can do.
    RPCStatusCode.FAILED_PRECONDITION,
)


class Gateway:
    """Sends commands in; every answer is a result, a refusal, or says what to do."""

    def __init__(
        self,
        client: Client,
        log: EngagementLog,
        task_queue: str,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._client = client
        self._log = log
        self._task_queue = task_queue
        self._timeout = timeout
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def submit(self, envelope: Envelope, agency_id: str, launch: bool = False) -> Recorded:
        """Have one command recorded. The same `command_id` is recorded at most once.

        Raises `Refusal`, `StoreUnavailable`, `OutcomeUnknown`, `EngineUnreachable`,
        `EngineFault`.
        """
        # A limit of our own: Temporal's client goes on for longer than its `rpc_timeout`.
        work = asyncio.create_task(self._in_turn(envelope, agency_id, launch))
        try:
            done, _ = await asyncio.wait({work}, timeout=self._timeout)
        finally:
            work.cancel()
            work.add_done_callback(_forget)
        if done:
            try:
                return work.result()
            except WorkflowUpdateFailedError as error:
                raise translate(error.cause) from None
            except RPCError as error:
                if error.status in _REJECTED:
                    raise EngineFault(f"Temporal: {error.status.name}") from None
            except (RuntimeError, WorkflowUpdateRPCTimeoutOrCancelledError):
                # RuntimeError: a lazy client that could not connect.
                pass
        raise await no_answer(self._client, self._task_queue, envelope.command_id)

    async def _in_turn(self, envelope: Envelope, agency_id: str, launch: bool) -> Recorded:
        # Past ten in flight at one run Temporal turns callers away for seconds: they wait here.
        turn = self._turns.setdefault(envelope.engagement_id, asyncio.Semaphore(IN_FLIGHT))
        async with turn:
            return await self._submit(envelope, agency_id, launch)

    async def _submit(self, envelope: Envelope, agency_id: str, launch: bool) -> Recorded:
        start = launch
        while True:
            try:
                # No update id: Temporal's deduplication knows one run only, the log knows all.
                if start:
                    return await self._update_with_start(envelope, agency_id)
                return await self._update(envelope)
            except WorkflowUpdateFailedError as error:
                if not run_ended(error.cause):
                    raise
            except RPCError as error:
                if error.status not in _AGAIN:
                    raise
                if error.status is RPCStatusCode.NOT_FOUND and not start:
                    start = await self._known(envelope.engagement_id)
                    continue
            await asyncio.sleep(0.1)

    async def _known(self, engagement_id: str) -> bool:
        if not await self._log.exists(engagement_id):
            raise Refusal("unknown_engagement", engagement=engagement_id)
        return True

    async def _update(self, envelope: Envelope) -> Recorded:
        handle = self._client.get_workflow_handle(engagement_workflow(envelope.engagement_id))
        # By name: mypy can't follow the types of an update method with a validator.
        answer: Recorded = await handle.execute_update(UPDATE, envelope, result_type=Recorded)
        return answer

    async def _update_with_start(self, envelope: Envelope, agency_id: str) -> Recorded:
        operation = WithStartWorkflowOperation(
            EngagementWorkflow.run,
            EngagementRun(envelope.engagement_id, agency_id),
            id=engagement_workflow(envelope.engagement_id),
            task_queue=self._task_queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            static_summary=_SUMMARY,
            static_details=_DETAILS,
        )
        answer: Recorded = await self._client.execute_update_with_start_workflow(
            UPDATE, envelope, start_workflow_operation=operation, result_type=Recorded
        )
        return answer

    async def nudge(self, engagement_id: str, agency_id: str) -> None:
        """Make the engagement's workflow look at what it owes; start it where none runs."""
        await self._client.start_workflow(
            EngagementWorkflow.run,
            EngagementRun(engagement_id, agency_id),
            id=engagement_workflow(engagement_id),
            task_queue=self._task_queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            start_signal=NUDGE,
            static_summary=_SUMMARY,
            static_details=_DETAILS,
            rpc_timeout=timedelta(seconds=self._timeout),
        )

    async def launch_cohort(self, cohort_id: str, agency_id: str) -> None:
        """Launch what waits in a cohort; a launch under way is told to look again."""
        await self._client.start_workflow(
            CohortLaunchWorkflow.run,
            CohortRun(cohort_id, agency_id),
            id=cohort_workflow(cohort_id),
            task_queue=self._task_queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            start_signal=MORE,
            static_summary="Launch of a cohort",
            rpc_timeout=timedelta(seconds=self._timeout),
        )

    async def cohort_launched(self, cohort_id: str) -> CohortProgress:
        """Wait until a cohort's launch is through."""
        handle = self._client.get_workflow_handle(
            cohort_workflow(cohort_id), result_type=CohortProgress
        )
        answer: CohortProgress = await handle.result()
        return answer


def _forget(work: asyncio.Task[Recorded]) -> None:
    # Fetched, so that asyncio doesn't complain of an exception that nobody looked at.
    if not work.cancelled():
        work.exception()
