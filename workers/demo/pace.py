"""The demonstration's calendar: acts happen on days after its start, on the quickened clock."""

import asyncio
from datetime import datetime, timedelta

from workers.clock import AnchoredClock

DAYS_PER_SECOND = 2.4
"""So that the half year of the example passes in about a minute."""
RATE = DAYS_PER_SECOND * 24 * 3600


class Pace:
    """Days since the demonstration began; an act that is late happens at once."""

    def __init__(self, clock: AnchoredClock) -> None:
        self._clock = clock
        self.start = clock.now()

    def day(self) -> float:
        """Days gone by."""
        return (self._clock.now() - self.start) / timedelta(days=1)

    def at(self, day: float) -> datetime:
        """The instant of a day."""
        return self.start + timedelta(days=day)

    async def until(self, day: float) -> None:
        """Wait for a day to come."""
        await asyncio.sleep(self._clock.seconds_until(self.at(day)))
