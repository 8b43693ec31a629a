"""The command line, typed as an operator types it."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CODE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.out)


async def coaching(*words: str, seconds: float = 60, variables: Mapping[str, str]) -> Ran:
    """The command line as a process, with no settings but these."""
    began = time.monotonic()
    process = await begun(*words, variables=variables)
    try:
        out, err = await asyncio.wait_for(process.communicate(), seconds)
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise AssertionError(f"coaching {' '.join(words)}: no end in {seconds:.0f} s") from None
    took = time.monotonic() - began
    return Ran(process.returncode or 0, out.decode(), err.decode(), took)


async def begun(*words: str, variables: Mapping[str, str]) -> asyncio.subprocess.Process:
    """The command line as a process that was just started."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("COACHING_", "PG"))}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "workers.cli",
        *words,
        cwd=_CODE,
        env={**clean, **variables},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
