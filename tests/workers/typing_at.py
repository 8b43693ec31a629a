"""`coaching` at a real terminal (a pty): what is shown is waited for, then answered."""

import asyncio
import os
import pty
import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.workers.commanding import CODE

_STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")
DOWN, ENTER, SPACE, CTRL_C = "\x1b[B", "\r", " ", "\x03"


class Terminal:
    """One command at a terminal of 80 columns."""

    def __init__(self, process: asyncio.subprocess.Process, handle: int) -> None:
        self._process = process
        self._handle = handle
        self._raw = ""
        self._from = 0

    @property
    def shown(self) -> str:
        """All that was shown so far, without what steers a terminal."""
        return _STEERING.sub("", self._raw)

    async def sees(self, text: str, seconds: float = 30) -> None:
        """Wait until this is shown after what was waited for before."""
        try:
            async with asyncio.timeout(seconds):
                while (at := self.shown.find(text, self._from)) < 0:
                    if not await self._more():
                        raise AssertionError(f"ended without {text!r}:\n{self.shown}")
        except TimeoutError:
            raise AssertionError(f"{text!r} was not shown:\n{self.shown}") from None
        self._from = at + len(text)

    def types(self, text: str) -> None:
        """Keys, as they are pressed."""
        os.write(self._handle, text.encode())

    async def answers(self, prompt: str, text: str) -> None:
        """Wait for a prompt, and answer it."""
        await self.sees(prompt)
        self.types(text)

    async def ended(self, seconds: float = 30) -> int:
        """The exit code."""
        async with asyncio.timeout(seconds):
            while await self._more():
                pass
            return await self._process.wait()

    async def _more(self) -> bool:
        loop, got = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._handle, got.set)
        try:
            await got.wait()
        finally:
            loop.remove_reader(self._handle)
        try:
            piece = os.read(self._handle, 65536)
        except OSError:
            # What Linux says once the last program has left the terminal.
            return False
        self._raw += piece.decode(errors="replace")
        return bool(piece)


@asynccontextmanager
async def terminal(
    cwd: Path, *arguments: str, settings: Mapping[str, str]
) -> AsyncIterator[Terminal]:
    """`coaching ARGUMENTS`, until the block is left; killed then if it is still running."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COACHING_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "workers.cli",
        *arguments,
        cwd=cwd,
        env={
            **kept,
            "PYTHONPATH": str(CODE),
            "TERM": "xterm",
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "COLUMNS": "80",
            **settings,
        },
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(ours)
