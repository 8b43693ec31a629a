"""The data folder of an embedded stack: which one it is, and who uses it."""

import fcntl
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from services.troubles import BadUsage
from store.whole_file import write_whole

_NAME = ".data"
_CLAIM_TRIES = 5
_CLAIM_PAUSE_SECONDS = 0.05


def usual_folder() -> Path:
    """The data folder where none is named.

    It is the nearest `.data` with a stack's lock in it, from the working folder upwards, and else
    the one of the installed project; without a project, the working folder's.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _NAME / "lock").is_file():
            return folder / _NAME
    project = Path(__file__).resolve().parents[1]
    return (project if (project / "pyproject.toml").is_file() else here) / _NAME


class InUse(Exception):
    """Another stack runs on this folder."""


def unusable(folder: Path, error: OSError) -> BadUsage:
    """The folder can't be made, or nothing can be written in it."""
    why = error.strerror or type(error).__name__
    return BadUsage(
        f"{folder} can't be the data folder: {why}",
        "Name one that you may write in: --data-dir, or COACHING_DATA_DIR.",
    )


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
        """Take the folder for this process; close what is returned to let go.

        Raises `InUse`, `BadUsage`.
        """
        try:
            return self._claimed()
        except OSError as error:
            raise unusable(self.path, error) from None

    def _claimed(self) -> int:
        self.make()
        for left in range(_CLAIM_TRIES, 0, -1):
            with suppress(BlockingIOError):
                return self._locked(fcntl.LOCK_EX)
            # A command that only looks whether a stack runs holds the lock for a moment.
            if left > 1:
                time.sleep(_CLAIM_PAUSE_SECONDS)
        raise InUse(str(self.path))

    def in_use(self) -> bool:
        """Whether a stack runs on this folder now, or is about to."""
        if not (self.path / "lock").exists():
            return False
        try:
            os.close(self._locked(fcntl.LOCK_SH))
        except BlockingIOError:
            return True
        return False

    def told(self) -> dict[str, str]:
        """How to reach the running stack, as environment variables; empty where none says so."""
        if not self.in_use():
            return {}
        return {name: str(value) for name, value in self._written("environment").items()}

    def has(self, part: str) -> bool:
        """Whether the process of a part of the stack is there, as far as the stack has said."""
        pid = str(self._written("pids").get(part))
        try:
            # One that has ended, and that nobody has noticed yet, is Z.
            return ") Z " not in Path("/proc", pid, "stat").read_text("utf-8")
        except OSError:
            # Where there is no /proc, nothing can be said against it.
            return not Path("/proc/self").exists()

    def tell(self, environment: Mapping[str, str], pids: Mapping[str, int]) -> None:
        """Write down how to reach the stack; for the folder's owner only."""
        text = json.dumps({"environment": dict(environment), "pids": dict(pids)}, indent=1)
        write_whole(self.stack_file, text.encode())

    def _written(self, what: str) -> dict[str, object]:
        try:
            written: dict[str, object] = json.loads(self.stack_file.read_text("utf-8"))[what]
        except (OSError, ValueError, KeyError):
            return {}
        return written

    def _locked(self, how: int) -> int:
        handle = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise
        return handle
