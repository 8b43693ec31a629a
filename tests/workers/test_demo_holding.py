"""`make run` on a slow machine: the days wait for the acts, however long those take."""

import asyncio
from datetime import timedelta

from store.clock_anchor import Anchor
from workers.clock import AnchoredClock, wall_time
from workers.demo.holding import HELD, MOST_BEHIND, Holding
from workers.demo.pace import RATE, Pace

_ACT_SECONDS = 0.5


class _Machine:
    """A clock whose rate is changed at once, and all that was asked of it."""

    def __init__(self) -> None:
        start = wall_time()
        self.clock = AnchoredClock(Anchor(start, start, RATE))
        self.asked: list[object] = []

    async def run_at(self, rate: float) -> None:
        self.asked.append(rate)
        self.clock.follow(Anchor(self.clock.now(), wall_time(), rate))

    async def wake(self) -> None:
        self.asked.append("wake")


async def _acts(pace: Pace, who: object, count: int) -> float:
    """How many days passed from the first act to the last."""
    await pace.until(1, who)
    began = pace.day()
    for _ in range(count):
        await asyncio.sleep(_ACT_SECONDS)
    took = pace.day() - began
    pace.through(who)
    return took


async def test_the_clock_waits_for_the_acts_of_its_day_and_goes_on() -> None:
    machine = _Machine()
    pace = Pace(machine.clock)
    holding = asyncio.create_task(Holding(pace, machine.run_at, machine.wake).watch())
    quick, slow = await asyncio.gather(_acts(pace, "quick", 1), _acts(pace, "slow", 12))
    # Without it these acts would take more than fourteen days.
    assert quick < MOST_BEHIND
    assert slow < MOST_BEHIND + 2
    await asyncio.wait_for(pace.until(pace.day() + 2, "next"), 5)
    holding.cancel()
    assert machine.asked == [HELD, RATE, "wake"]


async def test_where_acts_are_quick_the_clock_is_let_alone() -> None:
    machine = _Machine()
    pace = Pace(machine.clock)
    holding = asyncio.create_task(Holding(pace, machine.run_at, machine.wake).watch())
    for day in (1, 4, 8):
        await pace.until(day, "someone")
        await asyncio.sleep(0.1)
    holding.cancel()
    assert machine.asked == []


async def test_who_waits_for_the_engine_does_not_hold_the_clock() -> None:
    machine = _Machine()
    pace = Pace(machine.clock)
    await pace.until(0, "someone")
    with pace.resting("someone"):
        assert pace.all_rest
        machine.clock.follow(Anchor(pace.at(0) + timedelta(days=30), wall_time(), RATE))
        assert pace.behind() == 0
    assert not pace.all_rest
    assert pace.behind() < 1
