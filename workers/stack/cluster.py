"""A PostgreSQL cluster on disk: whether it is there, and how a new one is made beside it first."""

import os
import secrets
import select
import shutil
import signal
import subprocess
from pathlib import Path

from workers.stack.child import Account, ServerFailed, dies_with_parent
from workers.stack.pgbinaries import programs

SUPERUSER = "postgres"
# `nobody` cannot walk into a folder of root's, but it keeps the folder it was started in.
_HERE = "/proc/self/cwd"


class Cluster:
    """The cluster in `folder / "data"`, and its superuser's password beside it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.password = folder / "password"
        self._draft = folder / ".draft"

    @property
    def whole(self) -> bool:
        """Whether a cluster is there: it appears under its name only once it is complete."""
        return all((self.data / part).is_file() for part in ("PG_VERSION", "global/pg_control"))

    @property
    def damaged(self) -> bool:
        """Whether something is there that is no cluster, such as half a copy of one."""
        return not self.whole and self.data.exists() and any(self.data.iterdir())

    def make(self, account: Account | None, *, durable: bool) -> None:
        """Make an empty cluster where there is nothing. Raises `ServerFailed`."""
        if self.whole or self.damaged:
            raise ServerFailed(f"{self.data} is not empty: no database is made over it")
        # What an interrupted start left here was never in use.
        shutil.rmtree(self._draft, ignore_errors=True)
        self._draft.mkdir(mode=0o700)
        self.password.unlink(missing_ok=True)
        self.password.touch(0o600)
        self.password.write_text(secrets.token_urlsafe(24) + "\n", "ascii")
        if account is not None:
            for path in (self._draft.parent, self._draft, self.password):
                os.chown(path, account.uid, account.gid)
        command = [str(programs(account) / "initdb"), "-D", place(self._draft, account)]
        command += ["-U", SUPERUSER, "--pwfile=../password", "--auth=scram-sha-256"]
        command += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C"]
        command += ["--builtin-locale=C.UTF-8", *([] if durable else ["--no-sync"])]
        done = subprocess.run(
            command,
            cwd=self._draft,
            env=environment(),
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            # Ctrl-C at our terminal is for us: it is heeded once the cluster is whole.
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )
        if done.returncode != 0:
            raise ServerFailed(f"PostgreSQL's initdb failed: {done.stderr.strip()[-500:]}")
        self._draft.rename(self.data)

    def clear_leftovers(self) -> None:
        """After `kill -9`: end what still works on the cluster, forget the pid that is gone.

        To be called only by who holds the folder's lock.
        """
        for one in Path("/proc").glob("[0-9]*"):
            if self._works_here(one):
                _end(int(one.name))
        # Its pid may belong to somebody else by now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _works_here(self, process: Path) -> bool:
        try:
            if (process / "exe").readlink().name.partition(" ")[0] != "postgres":
                return False
            return (process / "cwd").samefile(self.data)
        except OSError:
            return False


def place(data: Path, account: Account | None) -> str:
    """How PostgreSQL's programs, started in `data`, are to name it."""
    return str(data) if account is None else _HERE


def environment() -> dict[str, str]:
    """What PostgreSQL's programs get: nothing of ours, for PG* variables change what they do."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def _end(pid: int) -> None:
    """End a process of a server whose supervisor is gone, and wait until it has ended."""
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
