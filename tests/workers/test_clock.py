"""Domain time never goes back, and everybody changes its rate at the same moment."""

from datetime import UTC, datetime, timedelta

from store.clock_anchor import Anchor
from workers.clock import AnchoredClock

START = datetime(2026, 9, 7, 8, tzinfo=UTC)
A_YEAR_IN_MINUTES = 100_000.0


class WallClock:
    """Wall time that moves when told."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def passes(self, **delta: float) -> None:
        self.time += timedelta(**delta)


def test_in_production_domain_time_is_wall_time() -> None:
    wall = WallClock()
    clock = AnchoredClock(wall=wall)
    wall.passes(days=3)
    assert clock.now() == wall.time
    assert clock.seconds_until(wall.time + timedelta(minutes=2)) == 120


def test_a_year_can_be_run_in_minutes() -> None:
    wall = WallClock()
    clock = AnchoredClock(Anchor(START, START, A_YEAR_IN_MINUTES), wall)
    wall.passes(minutes=5)
    assert clock.now() - START > timedelta(days=340)
    assert clock.seconds_until(clock.now() + timedelta(seconds=A_YEAR_IN_MINUTES)) == 1


def test_what_has_passed_needs_no_sleep() -> None:
    clock = AnchoredClock(wall=WallClock())
    assert clock.seconds_until(START - timedelta(days=1)) == 0


def test_a_change_of_rate_counts_from_its_own_moment_on_and_never_turns_time_back() -> None:
    wall = WallClock()
    fast = Anchor(START, START, A_YEAR_IN_MINUTES)
    clock = AnchoredClock(fast, wall)
    wall.passes(seconds=1)
    moment = wall.time + timedelta(seconds=3)
    clock.follow(Anchor(fast.at(moment), moment, 1.0))
    seen = []
    for _ in range(100):
        seen.append(clock.now())
        wall.passes(seconds=0.1)
    assert seen == sorted(seen)
    assert clock.rate == 1.0
    assert clock.now() == fast.at(moment) + (wall.time - moment)


def test_a_process_that_hears_of_a_change_late_does_not_turn_time_back() -> None:
    wall = WallClock()
    fast = Anchor(START, START, A_YEAR_IN_MINUTES)
    clock = AnchoredClock(fast, wall)
    wall.passes(seconds=10)
    ahead = clock.now()
    moment = wall.time - timedelta(seconds=2)
    clock.follow(Anchor(fast.at(moment), moment, 1.0))
    assert clock.now() == ahead


def test_a_wall_clock_that_is_set_back_holds_domain_time_still() -> None:
    wall = WallClock()
    clock = AnchoredClock(wall=wall)
    wall.passes(hours=1)
    before = clock.now()
    wall.passes(minutes=-30)
    assert clock.now() == before
    wall.passes(minutes=31)
    assert clock.now() == before + timedelta(minutes=1)
