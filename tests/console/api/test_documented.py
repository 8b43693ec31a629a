"""The programs in docs/api.md work as they stand there."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.outside import webhooks
from tests.console.api.calling import Office, served_api
from tests.journeys.place import until
from workers.stack.child import free_port
from workflows.rounds import WebhookRoundWorkflow

pytestmark = pytest.mark.servers

DOCUMENT = Path(__file__).parents[3] / "docs" / "api.md"
CLIENT, USE, RECEIVER = re.findall(
    r"^```python\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL
)


def test_the_client_has_twenty_lines() -> None:
    assert len([line for line in CLIENT.splitlines() if line.strip()]) <= 20


async def test_the_client_lists_and_acts(office: Office) -> None:
    async with served_api(office.place) as address:
        settings = {"COACHING_API": address, "COACHING_TOKEN": office.bearers["coach"]}
        async with program(CLIENT + USE, **settings) as running:
            out, err = await asyncio.wait_for(running.communicate(), 30)
    assert running.returncode == 0, err.decode()
    listed, done = out.decode().splitlines()
    assert listed == f"initial_interest active Learner {office.cast.slug}"
    assert "'repeated': False" in done
    assert (await office.told.kinds()).count("expertise_stated") == 1


async def test_the_receiver_is_told(office: Office) -> None:
    port = free_port()
    people = await office.place.store.reader.people([office.cast["coordinator"]])
    me = people[office.cast["coordinator"]]
    made = await webhooks.make_webhook(
        office.place.engine, me, f"http://127.0.0.1:{port}/facts", loopback=True
    )
    async with program(RECEIVER, WEBHOOK_SECRET=made.secret, PORT=str(port)) as running:
        await until(lambda: answers(port), 20, "the receiver")
        await office.act("coach", "state_expertise", statement="Ten years of case plans")
        await office.place.engine.client.execute_workflow(
            WebhookRoundWorkflow.run, id="documented", task_queue=office.place.engine.task_queue
        )
        assert running.stdout is not None
        line = await asyncio.wait_for(running.stdout.readline(), 45)
    await webhooks.remove_webhook(office.place.engine, me, made.row.webhook_id)
    assert line.decode().split() == ["engagement.expertise_stated", office.told.id]


@asynccontextmanager
async def program(code: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program running by itself, stopped at the end."""
    pipe = asyncio.subprocess.PIPE
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=pipe, stderr=pipe, env={**os.environ, **settings}
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()


async def answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True
