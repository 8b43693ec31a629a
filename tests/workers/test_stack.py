"""One command starts everything, finds what was there before, and leaves nothing behind."""

import asyncio
import json
import os
import signal
from pathlib import Path

import pytest

from tests.workers.commanding import begin, coaching
from workers.cli.exits import Exit
from workers.stack.whole import running
from workers.wiring import opened

pytestmark = [pytest.mark.servers, pytest.mark.journey]


async def _first_line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 60)).decode()


def _pids(folder: Path) -> dict[str, int]:
    pids: dict[str, int] = json.loads((folder / "stack.json").read_text())["pids"]
    return pids


def _alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


async def _all_gone(pids: dict[str, int]) -> bool:
    for _ in range(500):
        if not any(_alive(pid) for pid in pids.values()):
            return True
        await asyncio.sleep(0.02)
    return False


async def test_up_is_found_by_doctor_refuses_a_second_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    first = await begin(tmp_path, "up")
    try:
        assert "Running on" in await _first_line(first)
        pids = _pids(tmp_path / ".data")
        assert {"stack", "postgres", "temporal", "worker"} <= set(pids)

        doctor = await coaching(tmp_path, "doctor")
        assert doctor.code == Exit.OK, doctor.out
        assert "**" not in doctor.out

        second = await coaching(tmp_path, "up")
        assert second.code == Exit.USAGE
        assert "already runs on" in second.err
    finally:
        first.send_signal(signal.SIGINT)
        out, err = await asyncio.wait_for(first.communicate(), 15)
    assert first.returncode == Exit.OK, err
    assert b"Stopped." in out
    assert await _all_gone(pids)


async def test_ctrl_c_while_the_database_is_made_breaks_nothing(tmp_path: Path) -> None:
    first = await begin(tmp_path, "up")
    begun = tmp_path / ".data" / "postgres" / ".draft" / "global" / "pg_control"
    async with asyncio.timeout(60):
        while not begun.exists():  # noqa: ASYNC110 - another process makes it
            await asyncio.sleep(0.02)
    os.killpg(first.pid, signal.SIGINT)
    out, err = await asyncio.wait_for(first.communicate(), 60)
    assert (first.returncode, out.decode(), err.decode()) == (Exit.OK, "Stopped.\n", "")
    async with running(tmp_path / ".data", worker=False):
        pass


async def test_kill_of_the_stack_takes_every_server_with_it(tmp_path: Path) -> None:
    stack = await begin(tmp_path, "up")
    await _first_line(stack)
    pids = _pids(tmp_path / ".data")
    # They heed nothing that can be heeded later, as when they wait for each other at the end.
    for busy in ("temporal", "worker"):
        os.kill(pids[busy], signal.SIGSTOP)
    stack.kill()
    await stack.communicate()
    assert await _all_gone(pids)
    assert "no stack runs on it" in (await coaching(tmp_path, "doctor")).out


async def test_a_worker_that_was_killed_is_started_again(tmp_path: Path) -> None:
    said: list[str] = []
    async with running(tmp_path / ".data") as stack:
        assert stack.worker is not None
        killed = stack.worker.pid
        watching = asyncio.create_task(stack.watch(said.append))
        os.kill(killed, signal.SIGKILL)
        for _ in range(1000):
            if len(said) == 2:
                break
            await asyncio.sleep(0.02)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        assert stack.worker.pid != killed
    assert "started again" in said[0]
    assert said[1] == "The worker runs again."


async def test_a_worker_ends_when_another_engine_takes_over(tmp_path: Path) -> None:
    async with running(tmp_path / ".data") as stack:
        assert stack.worker is not None
        async with opened(stack.settings()) as engine:
            await engine.store.raise_epoch()
        assert await stack.worker.ended(15)
        log = await asyncio.to_thread(stack.worker.log.read_text)
    assert "another engine has taken over" in log


async def test_a_restart_keeps_domain_time_going(tmp_path: Path) -> None:
    async with running(tmp_path / ".data", worker=False) as stack:
        async with opened(stack.settings()) as engine:
            anchor = await engine.store.clock_anchor.read_anchor()
            before = engine.clock.now()
    async with running(tmp_path / ".data", worker=False) as stack:
        async with opened(stack.settings()) as engine:
            assert await engine.store.clock_anchor.read_anchor() == anchor
            assert engine.clock.now() > before
