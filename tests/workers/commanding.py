"""Calling `coaching` as people do, in an environment that holds nothing of the caller's."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

CODE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def clean_environment(**settings: str) -> dict[str, str]:
    """The caller's environment less every setting of ours, plus `settings`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COACHING_")}
    return {**kept, "PYTHONPATH": str(CODE), "COLUMNS": "200", **settings}


async def begin(cwd: Path, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
    """Start `coaching ARGUMENTS` in a folder, whose `.data` is the data folder."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "workers.cli",
        *arguments,
        cwd=cwd,
        env=clean_environment(**{"COACHING_DATA_DIR": str(cwd / ".data"), **settings}),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        # A terminal's Ctrl-C goes to a group of processes, which this one leads.
        process_group=0,
    )


async def coaching(cwd: Path, *arguments: str, **settings: str) -> Answer:
    """Run `coaching ARGUMENTS` to its end, which is at most a minute away."""
    process = await begin(cwd, *arguments, **settings)
    try:
        out, err = await asyncio.wait_for(process.communicate(), 60)
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise
    return Answer(process.returncode or 0, out.decode(), err.decode())
