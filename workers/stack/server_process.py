"""A server of the stack that is one child process: started, started again, stopped."""

import signal
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from workers.stack.child import Child, ServerFailed

_ATTEMPTS = 3


class ServerProcess(ABC):
    """What PostgreSQL, Temporal and the console have in common; each is a `reviving.Part`."""

    name: ClassVar[str]
    """What people know it as."""
    _ready_seconds: ClassVar[float]
    _stops_by: ClassVar[signal.Signals] = signal.SIGTERM
    _stop_seconds: ClassVar[float]
    _gives_up_by: ClassVar[signal.Signals] = signal.SIGKILL
    """What ends one that did not come up in time."""

    _child: Child | None = None

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return self._child.pid if self._child is not None and self._child.running else None

    @property
    def running(self) -> bool:
        """Whether the server is there."""
        return self.pid is not None

    @property
    @abstractmethod
    def log(self) -> Path:
        """Where the server writes what troubles it."""

    async def restart(self) -> None:
        """Start a server that ended by itself, at the ports it had. Raises `ServerFailed`."""
        if not await self._came_up():
            raise self._failure()

    async def stop(self) -> None:
        """Stop the server cleanly: what it acknowledged is written, what it began is answered."""
        if self._child is not None:
            await self._child.stop(self._stops_by, self._stop_seconds)
            self._child = None

    @abstractmethod
    async def _spawn(self) -> Child:
        """The process, begun."""

    @abstractmethod
    def _answers(self) -> bool:
        """Whether it is ready for work."""

    async def _start_at(self, choose_ports: Callable[[], None]) -> None:
        """Start it at ports that are chosen anew for each attempt. Raises `ServerFailed`."""
        for _ in range(_ATTEMPTS):
            # A port that was taken meanwhile is not tried again.
            choose_ports()
            if await self._came_up():
                return
        raise self._failure()

    async def _came_up(self) -> bool:
        self._child = await self._spawn()
        if await self._child.ready(self._answers, self._ready_seconds):
            return True
        await self._child.stop(self._gives_up_by)
        return False

    def _failure(self) -> ServerFailed:
        return self._child.failure() if self._child else ServerFailed(f"{self.name} did not start")
