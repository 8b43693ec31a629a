"""A server as a child process: it dies with us, however we die, and is stopped by its pid."""

import asyncio
import ctypes
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)
_PAUSE_SECONDS = 0.02


class ServerFailed(Exception):
    """An embedded server did not come up; the message says which, and where to look."""


@dataclass(frozen=True)
class Account:
    """The account a child runs as, where we are root and it must not be."""

    uid: int
    gid: int


def free_port() -> int:
    """A loopback port nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def port_answers(port: int) -> bool:
    """Whether something listens on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def dies_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """A hook for `subprocess`: the kernel sends the signal when our process is gone."""
    parent = os.getpid()

    def hook() -> None:
        # Runs after the change of account, which would clear the setting.
        prctl = getattr(_LIBC, "prctl", None)
        if prctl is not None:
            prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return hook


class Child:
    """One running server process, its output going to a log file."""

    def __init__(self, name: str, process: subprocess.Popen[bytes], log: Path) -> None:
        self.name = name
        self.log = log
        self._process = process

    @classmethod
    def spawn(
        cls,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        cwd: Path,
        env: dict[str, str] | None = None,
        account: Account | None = None,
        death_signal: signal.Signals = signal.SIGKILL,
    ) -> "Child":
        """Start a server. Ctrl-C at our terminal does not reach it: we stop it in our order.

        `death_signal` is what it gets when we are gone without that. One that can be heeded slowly,
        or not at all, may leave it running without anybody to stop it.
        """
        log.touch(0o600)
        with log.open("ab") as output:
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                preexec_fn=dies_with_parent(death_signal),
            )
        return cls(name, process, log)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    async def ready(self, answers: Callable[[], bool], seconds: float) -> bool:
        """Wait until the server answers; False if it ended or the time is over."""
        for _ in range(int(seconds / _PAUSE_SECONDS)):
            if not self.running:
                return False
            if await asyncio.to_thread(answers):
                return True
            await asyncio.sleep(_PAUSE_SECONDS)
        return False

    async def ended(self, seconds: float) -> bool:
        """Wait until the process has ended; False if it still runs."""
        for _ in range(max(1, int(seconds / _PAUSE_SECONDS))):
            if not self.running:
                return True
            await asyncio.sleep(_PAUSE_SECONDS)
        return False

    async def stop(self, first: signal.Signals = signal.SIGTERM, seconds: float = 5) -> None:
        """Ask the process to end, and end it when it does not."""
        if self.running:
            self._process.send_signal(first)
        if not await self.ended(seconds):
            self._process.kill()
            await self.ended(5)

    def failure(self) -> ServerFailed:
        """What to raise when the server did not come up."""
        return ServerFailed(f"{self.name} did not come up; its log is {self.log}")
