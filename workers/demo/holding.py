"""Holds the demonstration's clock on a machine that is slower than its days."""

import asyncio
from collections.abc import Awaitable, Callable

from workers.demo.pace import RATE, Pace

MOST_BEHIND = 8.0
"""How many days the acts of one day may take before the clock is held."""
HELD = 1.0
"""As good as standing, beside days that pass in less than half a second."""
_LOOK_SECONDS = 0.1


class Holding:
    """`run_at` lets time run at another rate; `wake` has whoever slept meanwhile look again."""

    def __init__(
        self,
        pace: Pace,
        run_at: Callable[[float], Awaitable[object]],
        wake: Callable[[], Awaitable[None]],
    ) -> None:
        self._pace, self._run_at, self._wake = pace, run_at, wake
        self.times = 0

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            if self._pace.behind() > MOST_BEHIND:
                await self._hold()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _hold(self) -> None:
        self.times += 1
        await self._run_at(HELD)
        while not self._pace.all_rest:  # noqa: ASYNC110 - many tellers, and a look costs nothing
            await asyncio.sleep(_LOOK_SECONDS)
        await self._run_at(RATE)
        await self._wake()
