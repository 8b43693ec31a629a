"""PostgreSQL as a child process, on loopback only, with a random password and data that stay."""

import fcntl
import os
import secrets
import select
import shutil
import signal
import subprocess
from pathlib import Path

from workers.stack.child import Account, Child, ServerFailed, free_port
from workers.stack.pgbinaries import account_for, programs

_SUPERUSER = "postgres"
# `nobody` cannot walk into a folder of root's, but it keeps the folder it was started in.
_HERE = "/proc/self/cwd"
_ATTEMPTS = 3
_UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgresServer:
    """One PostgreSQL server; everything it keeps is in `folder`.

    `durable=False` is for tests: rows would not survive a power cut.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.port = 0
        self._durable = durable
        self._child: Child | None = None
        self._lock: int | None = None

    @property
    def pid(self) -> int | None:
        """The postmaster's process id while it runs."""
        return self._child.pid if self._child is not None and self._child.running else None

    @property
    def exists(self) -> bool:
        """Whether there is a cluster in the folder already."""
        return self._made.exists()

    @property
    def log(self) -> Path:
        """Where the server writes what troubles it."""
        return self.folder / "log"

    async def start(self) -> None:
        """Make the cluster if there is none, and start it. Raises `ServerFailed`."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._take_lock()
        account = account_for(self._data)
        if not self.exists:
            self._make_cluster(account)
        self._clear_stale_pid()
        for _ in range(_ATTEMPTS):
            self._child = self._spawn(account)
            if await self._child.ready(self._ready, seconds=30):
                return
            # The port was taken meanwhile, or a predecessor is still letting go of its memory.
            await self._child.stop(signal.SIGQUIT)
        failure = self._child.failure() if self._child else ServerFailed("PostgreSQL did not start")
        await self.stop()
        raise failure

    async def stop(self) -> None:
        """Stop the server cleanly: sessions are ended, everything is written."""
        if self._child is not None:
            await self._child.stop(signal.SIGINT, seconds=10)
            self._child = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def superuser_dsn(self, database: str = "postgres") -> str:
        """Address for the superuser; only for making roles and databases."""
        return self.dsn(_SUPERUSER, self._password.read_text("ascii").strip(), database)

    def dsn(self, user: str, password: str, database: str) -> str:
        """Address for one role and database."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _password(self) -> Path:
        return self.folder / "password"

    @property
    def _made(self) -> Path:
        return self.folder / "made"

    def _take_lock(self) -> None:
        self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            self._lock = None
            raise ServerFailed(f"PostgreSQL already runs on {self.folder}") from None

    def _make_cluster(self, account: Account | None) -> None:
        shutil.rmtree(self._data, ignore_errors=True)
        self._data.mkdir(mode=0o700)
        self._password.unlink(missing_ok=True)
        self._password.touch(0o600)
        self._password.write_text(secrets.token_urlsafe(24) + "\n", "ascii")
        if account is not None:
            for path in (self.folder, self._data, self._password):
                os.chown(path, account.uid, account.gid)
        command = [str(programs(account) / "initdb"), "-D", self._where(account)]
        command += ["-U", _SUPERUSER, "--pwfile=../password", "--auth=scram-sha-256"]
        command += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C"]
        command += ["--builtin-locale=C.UTF-8", *([] if self._durable else ["--no-sync"])]
        done = subprocess.run(
            command,
            cwd=self._data,
            env=_environment(),
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode != 0:
            raise ServerFailed(f"PostgreSQL's initdb failed: {done.stderr.strip()[-500:]}")
        self._made.touch(0o600)

    def _spawn(self, account: Account | None) -> Child:
        self.port = free_port()
        options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "log_statement=none"]
        # Values of a failed statement are people's words, so they stay out of the server's log.
        options += ["log_min_error_statement=panic", "log_error_verbosity=terse"]
        options += ["log_timezone=UTC", "timezone=UTC", "max_connections=100"]
        options += [] if self._durable else _UNSAFE_BUT_FAST
        command = [str(programs(account) / "postgres"), "-D", self._where(account)]
        command += ["-p", str(self.port), *(part for one in options for part in ("-c", one))]
        return Child.spawn(
            "PostgreSQL",
            command,
            log=self.log,
            cwd=self._data,
            env=_environment(),
            account=account,
            death_signal=signal.SIGINT,
        )

    def _ready(self) -> bool:
        # The port answers before recovery is over; this file says when it is.
        try:
            lines = (self._data / "postmaster.pid").read_text("ascii").split("\n")
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(self.pid) and lines[7].strip() == "ready"

    def _where(self, account: Account | None) -> str:
        return str(self._data) if account is None else _HERE

    def _clear_stale_pid(self) -> None:
        """After `kill -9` the old pid may belong to somebody else by now, or still be ending."""
        note = self._data / "postmaster.pid"
        if not note.exists():
            return
        pid = int(note.read_text("ascii").split("\n", 1)[0])
        if not self._is_ours(pid):
            note.unlink(missing_ok=True)
            return
        _end(pid)

    def _is_ours(self, pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/cwd").samefile(self._data)
        except OSError:
            return False


def _end(pid: int) -> None:
    """End a postmaster whose supervisor is gone (we hold its lock), and wait until it has."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        signal.pidfd_send_signal(handle, signal.SIGQUIT)
        select.select([handle], [], [], 10)
    except ProcessLookupError:
        return
    finally:
        os.close(handle)


def _environment() -> dict[str, str]:
    # Nothing of ours is passed on: PG* variables would change what the server does.
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
