"""A place of a test's own: real servers in a folder, a worker process, and the way to them.

Its calendar begins on a Monday morning in Los Angeles, whatever day the test runs on, so that
working hours, weekends and holidays are the same in every run.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg

from store.store import Store
from tests.journeys.terminal import Ran, coaching
from workers.clock import AnchoredClock, wall_time
from workers.demo.quickening import quicken
from workers.keys import key_ring
from workers.stack.temporal import TemporalServer
from workers.stack.whole import Stack, running
from workers.wiring import WiredEngine, opened
from workflows.rounds import MailRoundWorkflow

MONDAY = datetime(2027, 3, 1, 17, tzinfo=UTC)
"""Nine in the morning in Los Angeles."""
DAYS = 24 * 3600.0
"""A rate of 2 * DAYS: two days pass in a second."""


class Place:
    """One running stack; `engine` is the test's own client of it."""

    def __init__(self, stack: Stack, engine: WiredEngine) -> None:
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

    async def kill_temporal(self) -> None:
        """`kill -9`."""
        pid = self.stack.temporal.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        await self.stack.temporal.stop()

    async def restart_temporal(self, *, wiped: bool = False) -> None:
        """At the same address; `wiped`: as after the loss of all it knew."""
        old = self.stack.temporal
        if wiped:
            for file in old.db_file.parent.glob(f"{old.db_file.name}*"):
                file.unlink()
        self.stack.temporal = TemporalServer(old.db_file, port=old.port)
        await self.stack.temporal.start()

    def worker_log(self) -> str:
        log = self.stack.folder.path / "worker.log"
        return log.read_text("utf-8", errors="replace") if log.exists() else ""

    async def coaching(self, *words: str, seconds: float = 60, **variables: str) -> Ran:
        """`coaching …` as an operator would type it in the stack's folder."""
        environment = {"COACHING_DATA_DIR": str(self.stack.folder.path), **variables}
        return await coaching(*words, seconds=seconds, variables=environment)

    async def sql(self, statement: str, *values: object) -> list[asyncpg.Record]:
        """As the superuser."""
        connection = await asyncpg.connect(self.stack.postgres.superuser_dsn("coaching"))
        try:
            return list(await connection.fetch(statement, *values))
        finally:
            await connection.close()

    async def claims_run_out(self) -> None:
        """As they do two minutes after the worker that held them was killed."""
        await self.sql("update mail set claimed_until = clock_timestamp() where status = 'frozen'")

    async def dump(self) -> dict[str, list[str]]:
        """Every row of every table, as text."""
        tables = await self.sql("select tablename from pg_tables where schemaname = 'public'")
        found = {}
        for table in sorted(row["tablename"] for row in tables):
            rows = await self.sql(f'select t::text as row from "{table}" t order by 1')
            found[table] = [row["row"] for row in rows]
        return found

    async def quicken(self, rate: float) -> None:
        """Let time run at another rate; whoever sleeps by the old one is woken to look again."""
        await quicken(self.engine, rate)
        for engagement_id, agency_id in await self.store.engagements.unfinished():
            await self.engine.gateway.nudge(engagement_id, agency_id)

    async def mail_round(self) -> None:
        """One round, now; beside those of the Schedule."""
        await self.engine.client.execute_workflow(
            MailRoundWorkflow.run, id=f"round-{uuid4()}", task_queue=self.engine.task_queue
        )

    @asynccontextmanager
    async def post(self) -> AsyncIterator[None]:
        """Mail rounds back to back: Temporal's Schedules can't ring oftener than each second.

        With days passing in a second, that alone would meet working hours by chance only.
        """

        async def rounds() -> None:
            while True:
                await self.mail_round()
                await asyncio.sleep(0.1)

        task = asyncio.create_task(rounds())
        try:
            yield
        finally:
            task.cancel()
            ended = await asyncio.gather(task, return_exceptions=True)
            assert isinstance(ended[0], asyncio.CancelledError), ended


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
                await stack.temporal.stop()


async def until(true: Callable[[], Awaitable[bool]], seconds: float, what: str) -> None:
    """Wait for something to come true; fails by name when it does not."""
    try:
        async with asyncio.timeout(seconds):
            while not await true():  # noqa: ASYNC110 - other processes tell nobody in this one
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"waited {seconds:.0f} s in vain for: {what}") from None
