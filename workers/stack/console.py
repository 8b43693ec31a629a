"""The console as a part of the stack: its process, at a port that the data folder keeps."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING

from workers.console_address import kept_port
from workers.stack.child import Child, ServerFailed, port_answers

if TYPE_CHECKING:
    from workers.stack.embedded import Stack

_READY_SECONDS = 30.0
_STOP_SECONDS = 8.0


class ConsoleServer:
    """`coaching console` in the stack's environment. It is there without the other servers too."""

    name = "The console"

    def __init__(self, stack: "Stack") -> None:
        self._stack = stack
        self._child: Child | None = None
        self.port = 0
        self.wanted = False
        """Whether it was started, and so is to be kept running."""

    @property
    def address(self) -> str:
        """Where people open it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._child.pid if self._child is not None and self._child.running else None

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.pid is not None

    @property
    def log(self) -> Path:
        """Where it writes what it does."""
        return self._stack.folder.path / "console.log"

    async def start(self) -> None:
        """Start it and wait until it answers. Raises `ServerFailed`."""
        self.port = kept_port(self._stack.folder.path)
        self._stack.environment |= {
            "COACHING_CONSOLE_PORT": str(self.port),
            "COACHING_CONSOLE_URL": self.address,
        }
        self.wanted = True
        await self.restart()
        self._stack.tell()

    async def restart(self) -> None:
        """Start a console that ended by itself, at the port it had. Raises `ServerFailed`."""
        self._child = self._stack.spawn("the console", "console", self.log)
        if not await self._child.ready(lambda: port_answers(self.port), _READY_SECONDS):
            failure = self._child.failure()
            await self._child.stop(signal.SIGKILL)
            raise ServerFailed(str(failure))

    async def stop(self) -> None:
        """Stop it; requests under way are answered first."""
        self.wanted = False
        if self._child is not None:
            await self._child.stop(seconds=_STOP_SECONDS)
            self._child = None
