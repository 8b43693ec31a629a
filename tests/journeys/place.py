"""A place of a test's own: real servers in a folder, a worker process, and the way to them.

Its calendar begins on a Monday morning in Los Angeles, whatever day the test runs on, so that
working hours, weekends and holidays are the same in every run.
"""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg

from store.facade import Store
from workers.clock import AnchoredClock, wall_time
from workers.keys import key_ring
from workers.stack import Stack, running
from workers.wiring import Engine, opened
from workflows.rounds import MailRoundWorkflow

MONDAY = datetime(2027, 3, 1, 17, tzinfo=UTC)
"""Nine in the morning in Los Angeles."""
DAYS = 24 * 3600.0
"""A rate of 2 * DAYS: two days pass in a second."""
_CODE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Place:
    """One running stack; `engine` is the test's own client of it."""

    def __init__(self, stack: Stack, engine: Engine) -> None:
        self.stack = stack
        self.engine = engine

    @property
    def store(self) -> Store:
        return self.engine.store

    async def start_worker(self) -> None:
        """Start the worker process and wait until it is at work."""
        before = self.worker_log().count("worker_started")
        worker = self.stack.start_worker()

        async def at_work() -> bool:
            assert worker.running, self.worker_log()[-2000:]
            return self.worker_log().count("worker_started") > before

        await until(at_work, 60, "a worker")

    async def kill_worker(self) -> None:
        """`kill -9`."""
        worker = self.stack.worker
        assert worker is not None
        os.kill(worker.pid, signal.SIGKILL)
        assert await worker.ended(10)

    def worker_log(self) -> str:
        log = self.stack.folder.path / "worker.log"
        return log.read_text("utf-8", errors="replace") if log.exists() else ""

    async def coaching(self, *words: str, seconds: float = 60, **variables: str) -> Ran:
        """`coaching …` as an operator would type it in the stack's folder."""
        environment = {"COACHING_DATA_DIR": str(self.stack.folder.path), **variables}
        return await coaching(*words, seconds=seconds, **environment)

    async def sql(self, statement: str, *values: object) -> list[asyncpg.Record]:
        """As the superuser."""
        connection = await asyncpg.connect(self.stack.postgres.superuser_dsn("coaching"))
        try:
            return list(await connection.fetch(statement, *values))
        finally:
            await connection.close()

    async def dump(self) -> dict[str, list[str]]:
        """Every row of every table, as text."""
        tables = await self.sql("select tablename from pg_tables where schemaname = 'public'")
        found = {}
        for table in sorted(row["tablename"] for row in tables):
            rows = await self.sql(f'select t::text as row from "{table}" t order by 1')
            found[table] = [row["row"] for row in rows]
        return found

    async def mail_round(self) -> None:
        """One round, now; beside those of the Schedule."""
        await self.engine.client.execute_workflow(
            MailRoundWorkflow.run, id=f"round-{uuid4()}", task_queue=self.engine.settings.task_queue
        )

    @asynccontextmanager
    async def post(self) -> AsyncIterator[None]:
        """Mail rounds back to back: Temporal's Schedules can't ring oftener than each second.

        With days passing in a second, that alone would meet working hours by chance only.
        """

        async def rounds() -> None:
            while True:
                await self.mail_round()
                await asyncio.sleep(0.02)

        task = asyncio.create_task(rounds())
        try:
            yield
        finally:
            task.cancel()
            ended = await asyncio.gather(task, return_exceptions=True)
            assert isinstance(ended[0], asyncio.CancelledError), ended


async def coaching(*words: str, seconds: float = 60, **variables: str) -> Ran:
    """The command line as a process, with no settings but these."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("COACHING_", "PG"))}
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "workers.cli",
        *words,
        cwd=_CODE,
        env={**clean, **variables},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), seconds)
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise AssertionError(f"coaching {' '.join(words)}: no end in {seconds:.0f} s") from None
    took = time.monotonic() - began
    return Ran(process.returncode or 0, out.decode(), err.decode(), took)


@asynccontextmanager
async def opened_place(folder: Path, *, worker: bool = True) -> AsyncIterator[Place]:
    """A stack on a folder of its own, its calendar at `MONDAY`."""
    async with running(folder, worker=False) as stack:
        settings = stack.settings()
        assert settings.database_url is not None
        store = await Store.connect(
            settings.database_url.get_secret_value(), key_ring(settings), AnchoredClock()
        )
        await store.clock_anchor.ensure_anchor(MONDAY, wall_time())
        await store.close()
        async with opened(settings) as engine:
            place = Place(stack, engine)
            if worker:
                await place.start_worker()
            try:
                yield place
            finally:
                await stack.stop_worker()


async def until(true: Callable[[], Awaitable[bool]], seconds: float, what: str) -> None:
    """Wait for something to come true; fails by name when it does not."""
    try:
        async with asyncio.timeout(seconds):
            while not await true():  # noqa: ASYNC110 - other processes tell nobody in this one
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"waited {seconds:.0f} s in vain for: {what}") from None
