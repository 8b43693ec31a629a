"""Builds the worker that runs every workflow and activity of the engine."""

from collections.abc import Callable
from datetime import timedelta

from temporalio.client import Client
from temporalio.worker import Worker

from activities.errors import TypedFailures
from activities.ports import AT_ONCE
from activities.registry import Activities, Ports
from workflows.gateway import Gateway
from workflows.registry import WORKFLOWS
from workflows.runner import sandbox

STEPS_AT_ONCE = 8
"""Workflows moved on or replayed at a time. Python runs one after the other anyway; where a hundred
are begun at once, as after a restart, each outlasts Temporal's ten seconds and all begin again."""

STICKY = timedelta(seconds=4)
"""What a killed worker was to do goes to the next one after this, well within the eight seconds
that a caller waits for an answer (`workflows.gateway`)."""


def build_worker(
    client: Client,
    task_queue: str,
    ports: Ports,
    *,
    at_once: int = AT_ONCE,
    superseded: Callable[[], None] | None = None,
) -> Worker:
    """A worker, not yet running; `async with` it. Stops gently: begun work has ten seconds.

    `at_once`: activities of each sort at a time, as many as the store's pool holds connections.
    `superseded` is called when another engine has taken over: end the worker then.
    """
    gateway = Gateway(client, ports.log, task_queue)
    return Worker(
        client,
        task_queue=task_queue,
        workflows=WORKFLOWS,
        activities=Activities(ports, gateway).all(),
        workflow_runner=sandbox(),
        interceptors=[TypedFailures(superseded)],
        max_concurrent_workflow_tasks=STEPS_AT_ONCE,
        sticky_queue_schedule_to_start_timeout=STICKY,
        max_concurrent_activities=at_once,
        max_concurrent_local_activities=at_once,
        graceful_shutdown_timeout=timedelta(seconds=10),
    )
