"""A run that grows long continues as new, and nobody notices."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.workflows.engine import Engine, running, until
from workflows.attributes import ALL

pytestmark = pytest.mark.servers


@pytest.fixture
async def impatient() -> AsyncIterator[Engine]:
    """An engine on a server that suggests to continue as new after sixty events."""
    program = shutil.which("temporal", path=str(Path(sys.executable).parent))
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=program,
        dev_server_log_level="error",
        search_attributes=list(ALL),
        dev_server_extra_args=[
            "--dynamic-config-value",
            "limit.historyCount.suggestContinueAsNew=60",
        ],
    ) as environment:
        async with running(environment.client) as engine:
            yield engine


async def test_commands_and_deadlines_go_on_over_many_runs(impatient: Engine) -> None:
    engagement = await impatient.launched()
    first = (await impatient.handle(engagement).describe()).run_id
    await impatient.submit(engagement, "promise", body="1", command_id="c1")
    for _ in range(8):
        callers = (impatient.submit(engagement, "note") for _ in range(4))
        await asyncio.gather(*callers)
    assert impatient.log.streams[engagement].version >= 34
    await until(lambda: impatient.log.streams[engagement].done == ["checkpoint|c1"])
    latest = await impatient.handle(engagement).describe()
    assert latest.run_id != first
    assert latest.history_length < 150
