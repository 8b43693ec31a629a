"""Builds the worker that runs every workflow and activity of the engine."""

from datetime import timedelta

from temporalio.client import Client
from temporalio.worker import Worker

from activities.errors import TypedFailures
from activities.registry import Activities, Ports
from workflows.gateway import Gateway
from workflows.registry import WORKFLOWS
from workflows.runner import sandbox

STORE_AT_ONCE = 20
"""Activities of each sort at a time; the store's pool should hold as many connections."""


def build_worker(client: Client, task_queue: str, ports: Ports) -> Worker:
    """A worker, not yet running; `async with` it. Stops gently: begun work has ten seconds."""
    gateway = Gateway(client, ports.log, task_queue)
    return Worker(
        client,
        task_queue=task_queue,
        workflows=WORKFLOWS,
        activities=Activities(ports, gateway).all(),
        workflow_runner=sandbox(),
        interceptors=[TypedFailures()],
        max_concurrent_activities=STORE_AT_ONCE,
        max_concurrent_local_activities=STORE_AT_ONCE,
        graceful_shutdown_timeout=timedelta(seconds=10),
    )
