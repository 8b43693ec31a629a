"""When a run looks again: pure bookkeeping, told without a server."""

from datetime import UTC, datetime, timedelta

from activities.messages import Owed, OwedItem, Recorded
from workflows.watch import Watch

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def _seen(version: int = 3, wake: datetime | None = None) -> Watch:
    return Watch(version=version, status="active", wake=wake, due=False)


def test_the_highest_version_sets_the_alarm() -> None:
    watch = _seen()
    watch.recorded(Recorded(version=5, sleep_seconds=60), NOW)
    watch.recorded(Recorded(version=4, sleep_seconds=5), NOW)
    assert watch.wake == NOW + timedelta(seconds=60)


def test_a_look_begun_before_a_command_does_not_undo_its_alarm() -> None:
    watch = _seen()
    watch.recorded(Recorded(version=4, sleep_seconds=60), NOW)
    watch.owed(Owed(version=3, sleep_seconds=None), NOW)
    assert watch.wake == NOW + timedelta(seconds=60)


def test_a_repeated_answer_to_a_command_not_seen_before_makes_it_ask() -> None:
    watch = _seen()
    watch.recorded(Recorded(version=4, sleep_seconds=999, repeated=True), NOW)
    assert (watch.due, watch.version) == (True, 4)


def test_a_repeated_answer_to_a_known_command_changes_nothing() -> None:
    watch = _seen(wake=NOW)
    watch.recorded(Recorded(version=2, sleep_seconds=999, repeated=True), NOW)
    assert (watch.due, watch.wake) == (False, NOW)


def test_zero_seconds_is_now() -> None:
    watch = _seen()
    watch.recorded(Recorded(version=4, sleep_seconds=0), NOW)
    assert watch.due


def test_a_look_that_finds_nothing_though_something_is_due_sleeps_a_little() -> None:
    watch = _seen()
    watch.owed(Owed(version=3, sleep_seconds=0), NOW)
    assert watch.wake is not None
    assert watch.wake > NOW


def test_an_early_ring_is_not_taken_for_the_alarm() -> None:
    watch = _seen(wake=NOW + timedelta(seconds=60))
    watch.rang(NOW)
    assert not watch.due
    watch.rang(NOW + timedelta(seconds=60))
    assert watch.due


def test_a_run_is_over_only_when_nothing_is_pending() -> None:
    assert Watch(due=False).over
    assert not Watch(due=True).over
    assert Watch(version=9, status="ended", due=False).over
    assert not Watch(version=9, status="ended", due=False, wake=NOW).over
    assert not _seen().over


def test_what_is_to_be_done_now_is_not_asked_for_twice() -> None:
    watch = _seen()
    watch.owed(Owed(version=3, items=[OwedItem("k", "act")], sleep_seconds=0), NOW)
    assert not watch.due


def test_a_run_begun_by_a_command_need_not_ask_what_its_answer_said() -> None:
    watch = Watch()
    watch.recorded(Recorded(version=1, sleep_seconds=60), NOW)
    assert (watch.due, watch.wake) == (False, NOW + timedelta(seconds=60))


def test_a_run_begun_by_a_command_that_owes_something_at_once_asks() -> None:
    watch = Watch()
    watch.recorded(Recorded(version=1, sleep_seconds=0), NOW)
    assert watch.due


def test_a_command_does_not_still_a_question_asked_before_it() -> None:
    watch = _seen()
    watch.due = True
    watch.recorded(Recorded(version=4, sleep_seconds=60), NOW)
    assert watch.due
