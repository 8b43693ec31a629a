"""Whatever ended by itself is started again, with pauses that grow, until it won't stay up."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from workers.stack.child import ServerFailed

_LOOK_SECONDS = 0.1
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STAYED_UP = 60.0
"""Seconds after which a death counts as the first one again, as far as the pause goes."""
DEATHS, WITHIN = 5, 120.0
"""So many deaths within so many seconds, and the server won't stay up."""


class Part(Protocol):
    """A part of the stack that can end by itself; at its restart it keeps its address."""

    @property
    def name(self) -> str:
        """What people know it as."""

    @property
    def log(self) -> Path | None:
        """Where it writes what troubles it, if it does."""

    @property
    def running(self) -> bool:
        """Whether it is there."""

    async def restart(self) -> None:
        """Start it again. Raises `ServerFailed`."""


class Patience:
    """How long to wait before a restart, and when to give up; seconds of any steady clock."""

    def __init__(self) -> None:
        self._deaths: list[float] = []
        self._pause = FIRST_PAUSE
        self._up_since: float | None = None

    def came_up(self, now: float) -> None:
        """It runs again."""
        self._up_since = now

    def pause_after_death(self, now: float) -> float | None:
        """Seconds to wait before it is started again; None when it won't stay up."""
        if self._up_since is None or now - self._up_since >= STAYED_UP:
            self._pause = FIRST_PAUSE
        # A restart that failed is a death too, without having been up in between.
        self._up_since = now
        self._deaths = [at for at in self._deaths if now - at < WITHIN] + [now]
        if len(self._deaths) >= DEATHS:
            return None
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
        return pause


async def keep_running(part: Part, say: Callable[[str], None], noted: Callable[[], None]) -> None:
    """Start a part again whenever it has ended; `noted` is called after each change.

    Raises `ServerFailed` when it won't stay up.
    """
    patience = Patience()
    now = asyncio.get_running_loop().time
    see = f" Its log is {part.log}" if part.log else ""
    while True:
        while part.running:  # noqa: ASYNC110 - a process that ends tells nobody
            await asyncio.sleep(_LOOK_SECONDS)
        pause = patience.pause_after_death(now())
        noted()
        if pause is None:
            raise ServerFailed(
                f"{part.name} won't stay up: it ended {DEATHS} times in two minutes.{see}"
            )
        say(f"{part.name} has ended. It is started again in {pause:g} seconds.{see}")
        await asyncio.sleep(pause)
        try:
            await part.restart()
        except ServerFailed:
            continue
        patience.came_up(now())
        noted()
        say(f"{part.name} runs again.")


async def all_kept_running(keeping: list[Awaitable[None]]) -> None:
    """Until the first of them fails, which is raised; the others are ended then."""
    tasks = [asyncio.ensure_future(one) for one in keeping]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
