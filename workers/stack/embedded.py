"""The parts of an embedded stack, and what keeps them running."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from temporalio.service import RPCError

from services.troubles import Unreachable
from workers.folders import Folder
from workers.servers import connect_temporal
from workers.settings import Settings
from workers.stack.child import Child
from workers.stack.console import ConsoleServer
from workers.stack.mailbox import MailCatcher
from workers.stack.postgres import PostgresServer
from workers.stack.reviving import Part, all_kept_running, keep_running
from workers.stack.temporal import TemporalServer

_PAUSE_SECONDS = 0.1
_WORKER_SECONDS = 30.0


class Stack:
    """A running embedded stack. `environment` is all that a process needs to take part in it."""

    def __init__(self, folder: Folder, *, ui: bool) -> None:
        path = folder.path.resolve()
        self.folder = Folder(path)
        self.postgres = PostgresServer(path / "postgres")
        self.temporal = TemporalServer(path / "temporal" / "temporal.db", ui=ui)
        self.mail = MailCatcher(path / "mail")
        self.environment: dict[str, str] = {}
        self.worker: Child | None = None
        self.console = ConsoleServer(self)

    @property
    def worker_log(self) -> Path:
        """Where the worker writes what it does."""
        return self.folder.path / "worker.log"

    @property
    def servers_run(self) -> bool:
        """Whether both servers that the worker needs are there."""
        return self.postgres.running and self.temporal.running

    def settings(self) -> Settings:
        """Settings of this process as a part of the stack."""
        values = {
            name.removeprefix("COACHING_").lower(): value
            for name, value in self.environment.items()
        }
        return Settings.model_validate(values)

    def start_worker(self) -> Child:
        """Start the worker process, as `coaching worker` in the stack's environment."""
        self.worker = self.spawn("the worker", "worker", self.worker_log)
        self.tell()
        return self.worker

    def spawn(self, name: str, command: str, log: Path) -> Child:
        """Start `coaching COMMAND` in the stack's environment."""
        # The process is found by folder, so that it is this very code whether installed or not.
        code = Path(__file__).resolve().parents[2]
        return Child.spawn(
            name,
            [sys.executable, "-m", "workers.cli", command],
            log=log,
            cwd=code,
            env={**_inherited(), **self.environment},
        )

    async def watch(self, say: Callable[[str], None]) -> None:
        """Start again whatever ends by itself. Raises `ServerFailed` when it won't stay up."""
        worker = _WorkerPart(self)
        parts: tuple[Part, ...] = (self.postgres, self.temporal, self.mail, worker)
        parts = (*parts, self.console) if self.console.wanted else parts
        await all_kept_running([keep_running(part, say, self.tell) for part in parts])

    async def stop_worker(self) -> None:
        """Stop the worker process; what it was doing is done again by the next one."""
        if self.worker is not None:
            await self.worker.stop(seconds=8)
            self.worker = None

    def tell(self) -> None:
        """Write down how to reach the parts, and the pids of those that run."""
        pids = {
            "stack": os.getpid(),
            "postgres": self.postgres.pid,
            "temporal": self.temporal.pid,
            "worker": self.worker.pid if self.worker else None,
            "console": self.console.pid,
        }
        self.folder.tell(self.environment, {name: pid for name, pid in pids.items() if pid})


class _WorkerPart:
    """The worker as a part: it is started again only where its servers are there."""

    name = "The worker"

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    @property
    def log(self) -> Path:
        return self._stack.worker_log

    @property
    def running(self) -> bool:
        return self._stack.worker is None or self._stack.worker.running

    async def restart(self) -> None:
        # A worker that finds no servers ends at once, which would be no fault of its own.
        while not self._stack.servers_run:  # noqa: ASYNC110 - as in `keep_running`
            await asyncio.sleep(_PAUSE_SECONDS)
        self._stack.start_worker()
        try:
            await until_at_work(self._stack)
        except (Unreachable, RPCError):
            # Temporal has ended once more: the worker goes on as soon as that is back.
            return


async def until_at_work(stack: Stack) -> None:
    """Wait until the worker asks for work. Raises `ServerFailed` when it ends or takes too long."""
    from workflows.diagnosis import polls

    worker, settings = stack.worker, stack.settings()
    if worker is None:
        return
    client = await connect_temporal(settings)
    # Temporal remembers for minutes the workers that are gone; this one is known by its pid.
    me = f"{worker.pid}@"
    for _ in range(int(_WORKER_SECONDS / _PAUSE_SECONDS)):
        if not worker.running:
            break
        if any(one.startswith(me) for one in await polls(client, settings.task_queue)):
            return
        await asyncio.sleep(_PAUSE_SECONDS)
    raise worker.failure()


def _inherited() -> dict[str, str]:
    # COACHING_ settings of the caller must not mix with the stack's own, save those of logging.
    kept = ("COACHING_LOG_LEVEL", "COACHING_LOG_FORMAT", "COACHING_MAIL_FROM")
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COACHING_", "PG", "TEMPORAL_")) or name in kept
    }
