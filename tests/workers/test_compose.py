"""The services of docker-compose.yml do what they say, run by their own commands and settings."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client

from tests.servers import MailCatcher, TemporalServer
from tests.workers import composing
from tests.workers.compose_site import Site, compose_site

pytestmark = [pytest.mark.servers, pytest.mark.journey]

OURS = ("migrate", "prepare-temporal", "worker", "console")


@pytest.fixture
async def site(
    tmp_path: Path, temporal: TemporalServer, mail_catcher: MailCatcher
) -> AsyncIterator[Site]:
    """Servers of this test's own, and the file's settings."""
    async with compose_site(tmp_path, temporal, mail_catcher) as made:
        yield made


async def _pollers(site: Site, wanted: int) -> int:
    client = await Client.connect(site.temporal.address, namespace="coaching")
    request = DescribeTaskQueueRequest(
        namespace="coaching",
        task_queue=TaskQueue(name="coaching"),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    found: set[str] = set()
    for _ in range(300):
        answer = await client.workflow_service.describe_task_queue(request)
        found = {one.identity for one in answer.pollers}
        if len(found) >= wanted:
            break
        await asyncio.sleep(0.1)
    return len(found)


async def test_our_services_come_up_as_the_file_says(site: Site) -> None:
    code, out = await site.run("migrate")
    assert code == 0, out
    assert "applied 0001" in out
    assert await site.run("migrate") == (0, "already up to date\n")

    code, out = await site.run("prepare-temporal")
    assert code == 0, out
    assert out.startswith("made namespace coaching\n")
    assert await site.run("prepare-temporal") == (0, "everything is there\n")

    replicas = site.compose["services"]["worker"]["deploy"]["replicas"]
    workers = [await site.begin("worker") for _ in range(replicas)]
    try:
        assert await _pollers(site, replicas) == replicas == 2
        check = site.compose["services"]["worker"]["healthcheck"]["test"]
        assert check[0] == "CMD"
        code, out = await site.run("worker", *check[1:])
        assert code == 0, out
    finally:
        for one in workers:
            one.terminate()
        outputs = [(await asyncio.wait_for(one.communicate(), 15))[0] for one in workers]
    assert [one.returncode for one in workers] == [0, 0], outputs


async def test_the_console_reaches_the_database_as_the_role_that_sees_one_persons_rows(
    site: Site,
) -> None:
    assert (await site.run("migrate"))[0] == 0
    address = site.environment("console")["COACHING_CONSOLE_DATABASE_URL"]
    connection = await asyncpg.connect(address)
    try:
        assert await connection.fetchval("select current_user") == "coaching_console"
        assert await connection.fetchval("select count(*) from todo") == 0
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "missing",
    [
        "CONSOLE_NAME",
        "CONSOLE_TLS",
        "ENGINE_PASSWORD",
        "MAIL_FROM",
        "OWNER_PASSWORD",
        "POSTGRES_PASSWORD",
        "SMTP_HOST",
    ],
)
def test_a_missing_secret_or_address_stops_the_start(missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        composing.read(dict.fromkeys(composing.required() - {missing}, "x"))


def test_no_secret_is_written_in_the_file_and_no_service_waits_for_one_that_is_not_there() -> None:
    compose = composing.read({name: f"<{name}>" for name in composing.required()})
    for name, service in compose["services"].items():
        for other in service.get("depends_on", {}):
            assert other in compose["services"], name
        for variable, value in service.get("environment", {}).items():
            if "PASSWORD" in variable or "PWD" in variable or "URL" in variable:
                assert "<" in str(value) or value == "", f"{name}: {variable}"
        beyond = "ports" in service
        assert beyond == (name == "gate"), f"{name} would listen beyond its network"


def test_the_console_believes_of_the_gate_alone_whom_it_speaks_for() -> None:
    compose = composing.read({name: f"<{name}>" for name in composing.required()})
    console, gate = compose["services"]["console"], compose["services"]["gate"]
    (front,) = compose["networks"]["front"]["ipam"]["config"]
    assert console["environment"]["COACHING_CONSOLE_PROXIES"] == front["subnet"]
    assert console["environment"]["COACHING_CONSOLE_URL"] == "https://<CONSOLE_NAME>"
    provider = {name for name in console["environment"] if name.startswith("COACHING_OIDC_")}
    assert provider == {f"COACHING_OIDC_{one}" for one in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")}
    on_front = [
        name for name, one in compose["services"].items() if "front" in one.get("networks", ())
    ]
    assert on_front == ["console", "gate"]
    assert gate["networks"] == ["front"]
    caddy = (composing.FILE.parent / compose["configs"]["gate"]["file"]).read_text()
    assert f"reverse_proxy console:{console['environment']['COACHING_CONSOLE_PORT']} " in caddy


def test_our_services_share_one_image_that_does_not_run_as_root() -> None:
    compose = composing.read(dict.fromkeys(composing.required(), "x"))
    assert {compose["services"][name]["image"] for name in OURS} == {"coaching-engagements"}
    image = (composing.FILE.parent / "Dockerfile").read_text()
    assert "\nUSER coaching\n" in image
