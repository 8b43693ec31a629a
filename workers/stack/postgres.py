"""PostgreSQL as a child process, on loopback only, with a random password and data that stay."""

import asyncio
import fcntl
import os
import signal
from pathlib import Path

from workers.stack.child import Child, ServerFailed, free_port
from workers.stack.cluster import SUPERUSER, Cluster, environment, place
from workers.stack.pgbinaries import account_for, programs
from workers.stack.server_process import ServerProcess

_UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgresServer(ServerProcess):
    """One PostgreSQL server; everything it keeps is in `folder`.

    `durable=False` is for tests: rows would not survive a power cut.
    """

    name = "PostgreSQL"
    # After a kill the log is played back first, which takes the longer the more was written.
    _ready_seconds = 120
    _stops_by = signal.SIGINT  # sessions are ended, everything is written
    _stop_seconds = 10
    _gives_up_by = signal.SIGQUIT

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.cluster = Cluster(self.folder)
        self.port = 0
        self._durable = durable
        self._lock: int | None = None

    @property
    def log(self) -> Path:
        """Where the server writes what troubles it."""
        return self.folder / "log"

    async def start(self) -> None:
        """Make the cluster if there is none, and start it. Raises `ServerFailed`."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._take_lock()
        try:
            account = account_for(self.cluster.data)
            if not self.cluster.whole:
                self.cluster.make(account, durable=self._durable)
            await self._start_at(self._choose_port)
        except ServerFailed:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop the server cleanly, and let others have its folder."""
        await super().stop()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def superuser_dsn(self, database: str = "postgres") -> str:
        """Address for the superuser; only for making roles and databases."""
        return self.dsn(SUPERUSER, self.cluster.password.read_text("ascii").strip(), database)

    def dsn(self, user: str, password: str, database: str) -> str:
        """Address for one role and database."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def _take_lock(self) -> None:
        self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            self._lock = None
            raise ServerFailed(f"PostgreSQL already runs on {self.folder}") from None

    def _choose_port(self) -> None:
        self.port = free_port()

    async def _spawn(self) -> Child:
        await asyncio.to_thread(self.cluster.clear_leftovers)
        account = account_for(self.cluster.data)
        options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "log_statement=none"]
        # Values of a failed statement are people's words, so they stay out of the server's log.
        options += ["log_min_error_statement=panic", "log_error_verbosity=terse"]
        options += ["log_timezone=UTC", "timezone=UTC", "max_connections=100"]
        options += [] if self._durable else _UNSAFE_BUT_FAST
        command = [str(programs(account) / "postgres"), "-D", place(self.cluster.data, account)]
        command += ["-p", str(self.port), *(part for one in options for part in ("-c", one))]
        return Child.spawn(
            self.name,
            command,
            log=self.log,
            cwd=self.cluster.data,
            env=environment(),
            account=account,
            # A killed postmaster would leave its own children to find out.
            death_signal=signal.SIGINT,
        )

    def _answers(self) -> bool:
        # The port answers before recovery is over; this file says when it is.
        try:
            lines = (self.cluster.data / "postmaster.pid").read_text("ascii").split("\n")
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(self.pid) and lines[7].strip() == "ready"
