"""What `doctor` says of the signed heads: when the log was last found whole, or that it was not."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from services.troubles import NotVerified, Trouble
from workers.clock import wall_time
from workers.servers import connect_temporal
from workers.settings import Settings

if TYPE_CHECKING:
    from temporalio.client import Client, ScheduleDescription

_LATE = timedelta(days=2)
_START = "Start a worker: it sets the Schedules, and signs each night."


async def signed_heads(settings: Settings) -> str:
    """How the last signing went, asked of Temporal, since any worker may have done it.

    Raises `NotVerified` where the log was not whole, `Trouble` where nothing was signed lately.
    """
    from temporalio.service import RPCError, RPCStatusCode

    from workflows.naming import HEADS_SIGNING

    client = await connect_temporal(settings)
    try:
        schedule = await client.get_schedule_handle(HEADS_SIGNING).describe()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        raise Trouble("nobody signs how far the log has come", _START) from None
    if not schedule.info.recent_actions:
        if wall_time() - schedule.info.created_at > _LATE:
            raise Trouble("none signed yet, though it is long due", _START)
        return f"none yet; the first are due {_said(schedule.info.next_action_times[0])}"
    begun = schedule.info.recent_actions[-1].started_at
    outcome = await _outcome(client, schedule)
    if wall_time() - begun > _LATE:
        raise Trouble(f"last signed {_said(begun)}", _START)
    return f"{_said(begun)}, {outcome}"


async def _outcome(client: "Client", schedule: "ScheduleDescription") -> str:
    from temporalio.client import ScheduleActionExecutionStartWorkflow, WorkflowFailureError
    from temporalio.exceptions import ActivityError, ApplicationError
    from temporalio.service import RPCError, RPCStatusCode

    from activities.errors import LOG_NOT_WHOLE

    last = schedule.info.recent_actions[-1]
    action = last.action
    assert isinstance(action, ScheduleActionExecutionStartWorkflow)  # noqa: S101 - the only kind
    handle = client.get_workflow_handle(
        action.workflow_id, first_execution_run_id=action.first_execution_run_id, result_type=int
    )
    try:
        if (await handle.describe()).close_time is None:
            return "under way"
        return f"for {await handle.result():,} streams"
    except WorkflowFailureError as failed:
        cause = failed.cause.cause if isinstance(failed.cause, ActivityError) else failed.cause
        if isinstance(cause, ApplicationError) and cause.type == LOG_NOT_WHOLE:
            raise NotVerified(
                f"the log was not as it was written {_said(last.started_at)}: "
                f"{cause.details[0]} findings, nothing signed",
                "`coaching verify` names them; keep the database as it is.",
            ) from None
        raise Trouble(
            f"could not be signed {_said(last.started_at)}", "The worker's log says why."
        ) from None
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return "its outcome is no longer kept"


def _said(at: datetime) -> str:
    return f"on {at:%Y-%m-%d} at {at:%H:%M} UTC"
