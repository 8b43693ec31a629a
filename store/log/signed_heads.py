"""The signed heads on this machine (`activities.ports.Anchoring`)."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from store.log.verifier import Verifier

FILE = "heads.jsonl"


class HeadsFile:
    """The newest heads in `folder`; `wall` gives the time to sign with, whatever domain time is.

    Where several workers have folders of their own, each file is as old as the last signing that
    came to its worker: still true, and `verify` with any of them holds the log to it.
    """

    def __init__(self, verifier: Verifier, folder: Path, wall: Callable[[], datetime]) -> None:
        self._verifier = verifier
        self._path = folder / FILE
        self._wall = wall

    async def write_heads(self) -> int:
        """Check the whole log and sign its heads; the count of streams. Raises `LogNotWhole`."""
        return await self._verifier.write_heads(self._path, self._wall())
