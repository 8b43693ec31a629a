"""Whatever is killed under a running `coaching up` comes back, and the people's work goes on."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from services.troubles import Unreachable
from tests.domain.cohort.cohort_given import other, text
from tests.workers.commanding import begin, coaching
from tests.workers.desk import COACH
from workers.cli.exits import Exit
from workers.folders import Folder
from workers.servers import reaching_postgres
from workers.settings import Settings
from workers.stack.child import ServerFailed
from workers.stack.mailbox import MailCatcher
from workers.stack.reviving import (
    DEATHS,
    LONGEST_PAUSE,
    STAYED_UP,
    WITHIN,
    Patience,
    all_kept_running,
    keep_running,
)

_WAITING = """select exists (
    select from pg_stat_activity
    where wait_event_type = 'Lock' and application_name = 'coaching' and backend_start > $1)"""


def test_pauses_grow_up_to_a_limit_and_begin_anew_after_it_stayed_up() -> None:
    patience = Patience()
    now, pauses = 0.0, []
    for _ in range(8):
        pause = patience.pause_after_death(now)
        assert pause is not None
        pauses.append(pause)
        now += pause
        patience.came_up(now)
        now += STAYED_UP - 1
    assert pauses[:3] == [0.5, 1.0, 2.0]
    assert pauses[-1] == LONGEST_PAUSE
    assert patience.pause_after_death(now + 1) == 0.5


def test_a_server_that_dies_again_and_again_is_given_up() -> None:
    patience = Patience()
    given = [patience.pause_after_death(n * (WITHIN - 1) / DEATHS) for n in range(DEATHS)]
    assert None not in given[:-1]
    assert given[-1] is None


class Doomed:
    """A part that ends as soon as it was started."""

    name = "PostgreSQL"
    log = Path("/somewhere/log")
    running = False

    def __init__(self) -> None:
        self.starts = 0

    async def restart(self) -> None:
        self.starts += 1
        raise ServerFailed("no room")


async def test_it_is_given_up_by_name_with_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.stack.reviving.FIRST_PAUSE", 0.001)
    doomed, said = Doomed(), list[str]()
    with pytest.raises(ServerFailed, match=r"PostgreSQL won't stay up.*/somewhere/log"):
        await all_kept_running([keep_running(doomed, said.append, lambda: None)])
    assert doomed.starts == len(said) == DEATHS - 1


async def test_a_mail_catcher_takes_mail_again_at_its_port(tmp_path: Path) -> None:
    catcher = MailCatcher(tmp_path)
    await catcher.start()
    port = catcher.port
    await catcher.stop()
    assert not catcher.running
    await catcher.restart()
    try:
        assert catcher.running
        assert catcher.port == port
    finally:
        await catcher.stop()


@dataclass
class Up:
    """`coaching up` in a folder, with one engagement launched."""

    process: asyncio.subprocess.Process
    folder: Path
    engagement: str

    def told(self) -> dict[str, dict[str, str]]:
        told: dict[str, dict[str, str]] = json.loads(
            (self.folder / ".data" / "stack.json").read_text()
        )
        return told

    def kill(self, name: str) -> None:
        os.kill(int(self.told()["pids"][name]), signal.SIGKILL)

    async def says(self, words: str) -> None:
        assert self.process.stderr is not None
        async with asyncio.timeout(60):
            while line := (await self.process.stderr.readline()).decode():
                if words in line:
                    return
        raise AssertionError(f"`coaching up` ended without saying: {words}")

    @property
    def acting(self) -> tuple[str, ...]:
        words = ("look_at_readiness", "note=Ready to begin", "--by", COACH)
        return ("do", self.engagement, *words)

    async def act(self) -> None:
        """Something that takes PostgreSQL, Temporal and the worker."""
        done = await coaching(self.folder, *self.acting)
        assert done.code == Exit.OK, done.err


@pytest.fixture(scope="module")
async def up(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Up]:
    folder = tmp_path_factory.mktemp("up")
    process = await begin(folder, "up")
    assert process.stdout is not None
    try:
        assert b"Running on" in await asyncio.wait_for(process.stdout.readline(), 60)
        (folder / "autumn.csv").write_text(text(other(0)), encoding="utf-8")
        launched = await coaching(folder, "launch", "autumn.csv")
        assert launched.code == Exit.OK, launched.err
        listed = json.loads((await coaching(folder, "list", "--json")).out)
        yield Up(process, folder, listed[0]["engagement_id"])
    finally:
        process.send_signal(signal.SIGINT)
        await asyncio.wait_for(process.communicate(), 20)


@pytest.mark.servers
@pytest.mark.journey
@pytest.mark.parametrize(
    ("killed", "name"),
    [("postgres", "PostgreSQL"), ("temporal", "Temporal"), ("worker", "The worker")],
)
async def test_a_killed_server_comes_back_at_its_address(up: Up, killed: str, name: str) -> None:
    before = up.told()
    up.kill(killed)
    await up.says(f"{name} has ended")
    await up.says(f"{name} runs again")
    after = up.told()
    assert after["environment"] == before["environment"]
    assert after["pids"].keys() == before["pids"].keys()
    assert after["pids"][killed] != before["pids"][killed]
    await up.act()


@pytest.mark.long
@pytest.mark.servers
@pytest.mark.journey
@pytest.mark.parametrize(("killed", "name"), [("postgres", "PostgreSQL"), ("temporal", "Temporal")])
async def test_a_command_typed_meanwhile_says_that_it_is_on_its_way_back(
    up: Up, killed: str, name: str
) -> None:
    # Held still, so that nothing comes back before the command is through.
    up.process.send_signal(signal.SIGSTOP)
    up.kill(killed)
    try:
        answer = await coaching(up.folder, *up.acting)
    finally:
        up.process.send_signal(signal.SIGCONT)
    assert answer.code == Exit.UNREACHABLE
    assert f"{name} is on its way back" in answer.err
    assert "Traceback" not in answer.err
    await up.says(f"{name} runs again")
    await up.act()


@pytest.mark.long
@pytest.mark.servers
@pytest.mark.journey
@pytest.mark.parametrize(
    ("killed", "name"),
    [("postgres", "PostgreSQL"), ("temporal", "Temporal"), ("worker", "The worker")],
)
async def test_doctor_says_meanwhile_that_it_is_on_its_way_back(
    up: Up, killed: str, name: str
) -> None:
    """It told people to migrate, to make a namespace or to start a worker of their own."""
    up.process.send_signal(signal.SIGSTOP)
    up.kill(killed)
    try:
        answer = await coaching(up.folder, "doctor", "--json")
    finally:
        up.process.send_signal(signal.SIGCONT)
    assert answer.code == Exit.UNREACHABLE
    wrong = [one for one in json.loads(answer.out) if not one["ok"]]
    assert f"{name} is on its way back: `coaching up` starts it again" in {
        one["says"] for one in wrong
    }
    assert {one["remedy"] for one in wrong} == {"Try again in a moment."}
    await up.says(f"{name} runs again")
    await up.act()


async def test_a_database_that_is_still_coming_up_is_on_its_way_back(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    dsn = "postgresql://e:p@127.0.0.1:1/coaching"
    handle = folder.claim()
    folder.tell({"COACHING_DATABASE_URL": dsn}, {})
    settings = Settings(data_dir=tmp_path)
    try:
        with pytest.raises(Unreachable, match="PostgreSQL is on its way back"):
            async with reaching_postgres(settings, dsn):
                raise asyncpg.CannotConnectNowError("the database system is starting up")
    finally:
        os.close(handle)
    with pytest.raises(Unreachable, match="does not answer"):
        async with reaching_postgres(settings, dsn):
            raise asyncpg.CannotConnectNowError("the database system is starting up")


@pytest.mark.servers
@pytest.mark.journey
async def test_a_database_that_is_killed_under_a_command_leaves_no_traceback(up: Up) -> None:
    password = (up.folder / ".data" / "postgres" / "password").read_text().strip()
    where = up.told()["environment"]["COACHING_DATABASE_URL"].rpartition("@")[2]
    superuser = f"postgresql://postgres:{password}@{where}"
    blocking, watching = await asyncpg.connect(superuser), await asyncpg.connect(superuser)
    up.process.send_signal(signal.SIGSTOP)
    try:
        await blocking.execute("begin; lock table overview, stream in access exclusive mode")
        began = await watching.fetchval("select clock_timestamp()")
        command = await begin(up.folder, *up.acting)
        async with asyncio.timeout(15):
            while not await watching.fetchval(_WAITING, began):  # noqa: ASYNC110 - no signal
                await asyncio.sleep(0.02)
        up.kill("postgres")
        _, err = await command.communicate()
    finally:
        blocking.terminate()
        watching.terminate()
        up.process.send_signal(signal.SIGCONT)
    assert command.returncode == Exit.UNREACHABLE
    assert "PostgreSQL" in err.decode()
    assert "Traceback" not in err.decode()
    await up.says("PostgreSQL runs again")


@pytest.mark.long
@pytest.mark.servers
@pytest.mark.journey
async def test_a_server_that_keeps_dying_ends_the_stack_by_name(tmp_path: Path) -> None:
    process = await begin(tmp_path, "up")
    assert process.stdout is not None
    assert b"Running on" in await asyncio.wait_for(process.stdout.readline(), 60)
    one = Up(process, tmp_path, "")
    for _ in range(DEATHS - 1):
        one.kill("temporal")
        await one.says("Temporal runs again")
    one.kill("temporal")
    _, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == Exit.UNREACHABLE
    assert "Temporal won't stay up" in err.decode()
    assert "temporal.log" in err.decode()
