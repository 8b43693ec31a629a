"""The console as a part of the stack: its process, at a port that the data folder keeps."""

from pathlib import Path
from typing import TYPE_CHECKING

from workers.console_address import kept_port
from workers.stack.child import Child, port_answers
from workers.stack.server_process import ServerProcess

if TYPE_CHECKING:
    from workers.stack.embedded import Stack


class ConsoleServer(ServerProcess):
    """`coaching console` in the stack's environment. It is there without the other servers too."""

    name = "The console"
    _ready_seconds = 30
    _stop_seconds = 8

    def __init__(self, stack: "Stack") -> None:
        self._stack = stack
        self.port = 0
        self.wanted = False
        """Whether it was started, and so is to be kept running."""

    @property
    def address(self) -> str:
        """Where people open it."""
        return f"http://127.0.0.1:{self.port}"

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

    async def stop(self) -> None:
        """Stop it for good; requests under way are answered first."""
        self.wanted = False
        await super().stop()

    async def _spawn(self) -> Child:
        return self._stack.spawn("the console", "console", self.log)

    def _answers(self) -> bool:
        return port_answers(self.port)
