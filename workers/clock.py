"""The clock port: domain time from the anchor that all processes of a stack share."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from activities.ports import StoreUnavailable
from store.clock_anchor import Anchor, ClockAnchor

Wall = Callable[[], datetime]

_READ_SECONDS = 1.0
_LEAD = timedelta(seconds=3)


def wall_time() -> datetime:
    """Wall time of this machine, in UTC."""
    return datetime.now(UTC)


class AnchoredClock:
    """Implements `activities.ports.Clock`; never goes back, whatever wall time or anchor do."""

    def __init__(self, anchor: Anchor | None = None, wall: Wall = wall_time) -> None:
        self._wall = wall
        start = wall()
        self._anchor = anchor or Anchor(start, start, 1.0)
        self._next: Anchor | None = None
        self._latest = datetime.min.replace(tzinfo=UTC)

    @property
    def rate(self) -> float:
        """Seconds of domain time in a second of wall time."""
        return self._in_force(self._wall()).rate

    def now(self) -> datetime:
        """Domain time, in UTC."""
        wall = self._wall()
        self._latest = max(self._latest, self._in_force(wall).at(wall).astimezone(UTC))
        return self._latest

    def seconds_until(self, due: datetime) -> float:
        """Wall seconds until a domain time; 0 if it has passed."""
        left = (due - self.now()).total_seconds()
        return max(0.0, left / self.rate)

    def follow(self, anchor: Anchor) -> None:
        """Take a new anchor; one that lies ahead counts from its own wall time on."""
        if anchor not in (self._anchor, self._next):
            self._next = anchor

    def _in_force(self, wall: datetime) -> Anchor:
        # All processes change over at the same wall time, so that none runs ahead of another.
        if self._next is not None and wall >= self._next.origin_wall:
            self._anchor, self._next = self._next, None
        return self._anchor


async def keep_up(clock: AnchoredClock, anchors: ClockAnchor) -> None:
    """Follow the shared anchor until cancelled."""
    await forever(lambda: _look(clock, anchors), _READ_SECONDS)


async def forever(act: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Do something again and again; a store that is away is asked again later."""
    while True:
        with suppress(StoreUnavailable):
            await act()
        await asyncio.sleep(seconds)


async def change_rate(
    clock: AnchoredClock, anchors: ClockAnchor, rate: float, wall: Wall = wall_time
) -> Anchor:
    """Let time run at another rate, three seconds from now, when every process knows of it."""
    if rate <= 0:
        raise ValueError("time runs forward")
    anchor = await anchors.set_rate(rate, wall() + _LEAD)
    clock.follow(anchor)
    return anchor


async def _look(clock: AnchoredClock, anchors: ClockAnchor) -> None:
    anchor = await anchors.read_anchor()
    if anchor is not None:
        clock.follow(anchor)
