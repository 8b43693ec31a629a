"""`coaching up` serves the console beside the servers, and starts it again when it was killed."""

import asyncio
import signal
import socket
from pathlib import Path

import httpx
import pytest

from tests.journeys.place import until
from tests.workers.commanding import begin
from tests.workers.test_revival import Up
from workers.stack.whole import running

pytestmark = [pytest.mark.servers, pytest.mark.journey]


async def test_up_serves_it_and_brings_it_back_at_its_address(tmp_path: Path) -> None:
    process = await begin(tmp_path, "up")
    assert process.stdout is not None
    try:
        assert b"Running on" in await asyncio.wait_for(process.stdout.readline(), 60)
        address = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().split()[-1]
        up = Up(process, tmp_path, "")
        before = up.told()
        async with httpx.AsyncClient(base_url=address) as browser:

            async def open_again() -> bool:
                return (await browser.get("/sign-in")).status_code == 200

            await until(open_again, 30, "its pages")
            up.kill("console")
            await up.says("The console has ended")
            await up.says("The console runs again")
            await until(open_again, 30, "its pages again")
        after = up.told()
        assert after["environment"] == before["environment"]
        assert after["pids"].keys() == before["pids"].keys()
    finally:
        process.send_signal(signal.SIGINT)
        await asyncio.wait_for(process.communicate(), 20)


async def test_a_port_that_another_program_has_now_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        (tmp_path / "console.port").write_text(f"{port}\n")
        async with running(tmp_path, worker=False, console=True, say=said.append) as stack:
            moved = stack.console.address
    assert said == [
        f"Another program has port {port} now, where the console was. It has moved: {moved}"
    ]
    said.clear()
    async with running(tmp_path, worker=False, console=True, say=said.append) as stack:
        assert stack.console.address == moved
    assert said == []
