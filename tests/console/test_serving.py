"""The console's process answers from its first moment on, and ends in order when told to."""

import asyncio
import signal
import socket
from pathlib import Path

import httpx
import pytest

from tests.journeys.place import until
from tests.workers.commanding import begin
from workers.cli.exits import Exit
from workers.console_address import kept_port, reached_at
from workers.keys import fresh_key
from workers.settings import Settings
from workers.stack.child import free_port

pytestmark = pytest.mark.servers
"""Each starts processes, which takes seconds: apart from the fast ones."""


def test_a_data_folder_keeps_its_port_until_somebody_else_has_it(tmp_path: Path) -> None:
    port = kept_port(tmp_path)
    assert kept_port(tmp_path) == port
    with socket.create_server(("127.0.0.1", port)):
        other = kept_port(tmp_path)
    assert other != port
    assert kept_port(tmp_path) == other


@pytest.mark.parametrize("written", ["", "many", "0", "70000"])
def test_a_port_file_that_makes_no_sense_is_written_anew(tmp_path: Path, written: str) -> None:
    (tmp_path / "console.port").write_text(written)
    assert kept_port(tmp_path) == kept_port(tmp_path)


def test_people_reach_it_where_the_settings_say_and_else_where_it_listens() -> None:
    assert reached_at(Settings(), 80) == "http://127.0.0.1:80"
    assert reached_at(Settings(console_host="::1"), 80) == "http://[::1]:80"
    assert reached_at(Settings(console_url="https://coaching.example"), 80) == (
        "https://coaching.example"
    )


async def test_it_answers_without_any_server_and_ends_when_told(tmp_path: Path) -> None:
    port, nobody = free_port(), free_port()
    process = await begin(
        tmp_path,
        "console",
        COACHING_CONSOLE_PORT=str(port),
        COACHING_DATABASE_URL=f"postgresql://a:b@127.0.0.1:{nobody}/coaching",
        COACHING_CONSOLE_DATABASE_URL=f"postgresql://c:d@127.0.0.1:{nobody}/coaching",
        COACHING_TEMPORAL_ADDRESS=f"127.0.0.1:{nobody}",
        COACHING_MASTER_KEY=fresh_key(),
        COACHING_CHAIN_KEY=fresh_key(),
    )
    address = f"http://127.0.0.1:{port}/"
    async with httpx.AsyncClient(trust_env=False) as client:

        async def answers() -> bool:
            assert process.returncode is None
            try:
                return (await client.get(address)).status_code == 503
            except httpx.TransportError:
                return False

        await until(answers, 30, "the console")
        answer = await client.get(address)
    assert "right now" in answer.text
    assert "server" not in answer.headers
    process.send_signal(signal.SIGTERM)
    _, err = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == Exit.OK, err
    assert b"console_waits" in err
    assert b"Traceback" not in err


async def test_a_missing_key_ends_it_in_words(tmp_path: Path) -> None:
    url = f"postgresql://a:b@127.0.0.1:{free_port()}/coaching"
    process = await begin(tmp_path, "console", COACHING_DATABASE_URL=url)
    _, err = await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode == Exit.USAGE
    assert b"COACHING_MASTER_KEY is not set" in err


async def test_without_a_role_for_pages_it_ends_in_words_and_not_page_by_page(
    tmp_path: Path,
) -> None:
    process = await begin(
        tmp_path,
        "console",
        COACHING_CONSOLE_PORT=str(free_port()),
        COACHING_DATABASE_URL=f"postgresql://a:b@127.0.0.1:{free_port()}/coaching",
        COACHING_MASTER_KEY=fresh_key(),
        COACHING_CHAIN_KEY=fresh_key(),
    )
    _, err = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == Exit.USAGE
    assert b"COACHING_CONSOLE_DATABASE_URL" in err
