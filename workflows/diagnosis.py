"""Why no answer came: Temporal away, no worker at work, or merely slow."""

import asyncio
from datetime import timedelta

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
            pollers = await _pollers(client, task_queue)
    except (TimeoutError, RPCError, RuntimeError):
        return EngineUnreachable(command_id, client.service_client.config.target_host)
    if not pollers:
        return OutcomeUnknown(
            command_id, f"No worker seems to be at work on the queue {task_queue}: start one."
        )
    return OutcomeUnknown(command_id)


async def _pollers(client: Client, task_queue: str) -> int:
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=task_queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    answer = await client.workflow_service.describe_task_queue(
        request, retry=False, timeout=timedelta(seconds=SECONDS)
    )
    return len(answer.pollers)
