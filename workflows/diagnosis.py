"""Why no answer came: Temporal away, no worker at work, or merely slow."""

import asyncio
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from workflows.errors import EngineUnreachable, OutcomeUnknown

SECONDS = 1.0
"""How long Temporal gets to tell about its workers."""


async def no_answer(client: Client, task_queue: str, command_id: str) -> OutcomeUnknown:
    """The error that fits, with what to look at."""
    try:
        async with asyncio.timeout(SECONDS):
            seen = await polls(client, task_queue)
    except (TimeoutError, RPCError, RuntimeError):
        return EngineUnreachable(command_id, client.service_client.config.target_host)
    if not seen:
        return OutcomeUnknown(
            command_id, f"No worker seems to be at work on the queue {task_queue}: start one."
        )
    # Temporal remembers a worker for minutes after its end, and asks a live one each minute.
    return OutcomeUnknown(
        command_id,
        f"A worker last asked the queue {task_queue} for work at "
        f"{max(seen.values()):%H:%M:%S} UTC: if none is running now, start one.",
    )


async def polled(client: Client, task_queue: str) -> bool:
    """Whether a worker asks this queue for work. Raises `RPCError` where Temporal is away."""
    return bool(await polls(client, task_queue))


async def polls(client: Client, task_queue: str) -> dict[str, datetime]:
    """When each worker last asked this queue, by its identity, `pid@host` where none was set.

    Raises `RPCError` where Temporal is away.
    """
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=task_queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    answer = await client.workflow_service.describe_task_queue(
        request, retry=False, timeout=timedelta(seconds=SECONDS)
    )
    return {one.identity: one.last_access_time.ToDatetime(UTC) for one in answer.pollers}
