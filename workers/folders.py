"""The data folder of an embedded stack: who uses it, and how files in it are written."""

import fcntl
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class InUse(Exception):
    """Another stack runs on this folder."""


def write_whole(target: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file whole or not at all, and have it on disk before returning."""
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}-")
    try:
        with os.fdopen(handle, "wb") as output:
            output.write(content)
            output.flush()
            os.fchmod(output.fileno(), mode)
            os.fsync(output.fileno())
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


@dataclass(frozen=True)
class Folder:
    """One data folder; its lock is held by the running stack and dies with it."""

    path: Path

    @property
    def stack_file(self) -> Path:
        """Addresses and passwords of the running stack."""
        return self.path / "stack.json"

    def make(self) -> None:
        """Make the folder, for its owner only."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def claim(self) -> int:
        """Take the folder for this process; close what is returned to let go. Raises `InUse`."""
        self.make()
        handle = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise InUse(str(self.path)) from None
        return handle

    def in_use(self) -> bool:
        """Whether a stack runs on this folder now."""
        if not (self.path / "lock").exists():
            return False
        try:
            os.close(self.claim())
        except InUse:
            return True
        return False

    def tell(self, environment: Mapping[str, str], pids: Mapping[str, int]) -> None:
        """Write down how to reach the stack; for the folder's owner only."""
        text = json.dumps({"environment": dict(environment), "pids": dict(pids)}, indent=1)
        write_whole(self.stack_file, text.encode())
