"""The embedded PostgreSQL keeps what was committed and never outlives who started it."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import asyncpg
import pytest

from tests.servers import PostgresServer
from workers.stack.child import ServerFailed

pytestmark = pytest.mark.servers

_PARENT = """
import asyncio, sys
from pathlib import Path
from workers.stack.postgres import PostgresServer

async def main():
    server = PostgresServer(Path(sys.argv[1]))
    await server.start()
    print(server.pid, server.superuser_dsn(), flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


async def _run(server: PostgresServer, statement: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(server.superuser_dsn())
    try:
        return list(await connection.fetch(statement))
    finally:
        await connection.close()


async def _gone(pid: int) -> bool:
    for _ in range(500):
        if not await asyncio.to_thread(Path(f"/proc/{pid}").exists):
            return True
        await asyncio.sleep(0.02)
    return False


async def test_a_restart_keeps_what_was_committed(tmp_path: Path) -> None:
    server = PostgresServer(tmp_path / "postgres")
    await server.start()
    await _run(server, "CREATE TABLE kept AS SELECT 1 AS one")
    await server.stop()

    again = PostgresServer(tmp_path / "postgres")
    await again.start()
    try:
        assert [tuple(row) for row in await _run(again, "SELECT one FROM kept")] == [(1,)]
    finally:
        await again.stop()


async def test_kill_of_the_parent_leaves_no_server_and_loses_no_row(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _PARENT, str(folder), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    pid, dsn = (await asyncio.wait_for(parent.stdout.readline(), 60)).decode().split()
    connection = await asyncpg.connect(dsn)
    await connection.execute("CREATE TABLE kept AS SELECT 2 AS two")

    parent.send_signal(signal.SIGKILL)
    await parent.wait()
    assert await _gone(int(pid))
    connection.terminate()

    again = PostgresServer(folder)
    await again.start()
    try:
        assert [tuple(row) for row in await _run(again, "SELECT two FROM kept")] == [(2,)]
    finally:
        await again.stop()


async def test_a_pid_of_somebody_else_does_not_hinder_a_start(tmp_path: Path) -> None:
    server = PostgresServer(tmp_path / "postgres", durable=False)
    await server.start()
    note = server.folder / "data" / "postmaster.pid"
    left_behind = note.read_text().split("\n")
    await server.stop()
    note.write_text("\n".join([str(os.getpid()), *left_behind[1:]]))

    await server.start()
    try:
        assert await _run(server, "SELECT 1")
    finally:
        await server.stop()


async def test_a_second_server_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    first = PostgresServer(tmp_path / "postgres", durable=False)
    await first.start()
    try:
        with pytest.raises(ServerFailed, match="already runs"):
            await PostgresServer(tmp_path / "postgres").start()
    finally:
        await first.stop()


async def test_nobody_gets_in_without_the_password(tmp_path: Path) -> None:
    server = PostgresServer(tmp_path / "postgres", durable=False)
    await server.start()
    try:
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(server.dsn("postgres", "guess", "postgres"))
        assert (server.folder / "password").stat().st_mode & 0o077 == 0
    finally:
        await server.stop()
