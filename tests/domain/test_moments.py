"""Moments nobody can mean: an hour the clocks skip, a session in 1900."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.base.refusals import Refusal
from domain.calendar.moments import existing_local_time, plausible

LA = ZoneInfo("America/Los_Angeles")
NOW = datetime(2027, 3, 1, 17, tzinfo=UTC)


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_the_hour_that_daylight_saving_skips_is_refused(minute: int) -> None:
    with pytest.raises(Refusal) as caught:
        existing_local_time(datetime(2027, 3, 14, 2, minute), LA)
    assert caught.value.code == "hour_skipped"
    assert caught.value.facts == {"time": f"02:{minute:02}", "day": "2027-03-14"}


def test_hours_beside_it_exist_and_so_does_it_where_clocks_stay() -> None:
    assert existing_local_time(datetime(2027, 3, 14, 1, 59), LA).utcoffset() == timedelta(hours=-8)
    assert existing_local_time(datetime(2027, 3, 14, 3, 0), LA).utcoffset() == timedelta(hours=-7)
    phoenix = ZoneInfo("America/Phoenix")
    assert existing_local_time(datetime(2027, 3, 14, 2, 30), phoenix).tzinfo == phoenix


def test_of_an_hour_that_comes_twice_the_first_is_taken() -> None:
    assert existing_local_time(datetime(2027, 11, 7, 1, 30), LA).utcoffset() == timedelta(hours=-7)


@pytest.mark.parametrize("year", [1900, 2020, 2037, 9999])
def test_a_date_far_off_is_refused(year: int) -> None:
    with pytest.raises(Refusal) as caught:
        plausible(datetime(year, 6, 1, 12, tzinfo=UTC), NOW)
    assert caught.value.code == "date_far_off"
    assert caught.value.facts["given"] == f"{year}-06-01"


def test_what_is_recorded_late_or_planned_ahead_is_fine() -> None:
    for days in (-400, -1, 0, 90, 1800):
        plausible(NOW + timedelta(days=days), NOW)
    with pytest.raises(Refusal):
        plausible(NOW + timedelta(days=8), NOW, days_ahead=7)
