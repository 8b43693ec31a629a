"""The demonstration's calendar: acts happen on days after its start, on the quickened clock."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from workers.clock import AnchoredClock

DAYS_PER_SECOND = 2.4
"""So that the half year of the example passes in about a minute."""
RATE = DAYS_PER_SECOND * 24 * 3600
_LOOK_SECONDS = 0.5


class Pace:
    """Days since the demonstration began, and who is behind them.

    Whoever does not rest until a day to come has acts of a day that is here still to do.
    """

    def __init__(self, clock: AnchoredClock) -> None:
        self._clock = clock
        self.start = clock.now()
        self._at_work: dict[object, float] = {}

    def day(self) -> float:
        """Days gone by."""
        return (self._clock.now() - self.start) / timedelta(days=1)

    def at(self, day: float) -> datetime:
        """The instant of a day."""
        return self.start + timedelta(days=day)

    @property
    def all_rest(self) -> bool:
        """Whether all acts are done of the days that were."""
        return not self._at_work

    def behind(self) -> float:
        """Days gone by since the acts began that are longest under way."""
        return self.day() - min(self._at_work.values()) if self._at_work else 0.0

    async def until(self, day: float, who: object) -> None:
        """Wait for a day to come."""
        with self.resting(who):
            # In short turns, for the clock may be held meanwhile.
            while left := self._clock.seconds_until(self.at(day)):  # noqa: ASYNC110
                await asyncio.sleep(min(left, _LOOK_SECONDS))

    @contextmanager
    def resting(self, who: object) -> Iterator[None]:
        """They wait for a day, or for the engine, and have acts to do after that."""
        self.through(who)
        yield
        self._at_work[who] = self.day()

    def through(self, who: object) -> None:
        """They have nothing to do any more."""
        self._at_work.pop(who, None)
