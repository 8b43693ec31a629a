"""The Schedules of the rounds, as a real Temporal server keeps them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from temporalio.client import Client, Schedule

from domain.agency.agency import Agency, AgencySettings, SummarySchedule
from workflows.schedules import ensure_schedules

pytestmark = pytest.mark.servers
_IDS = ("sweeper", "mail-round", "closing-summary-a1", "heads-signing", "webhook-round")


def _agency(hour: int) -> Agency:
    settings = AgencySettings(
        name="Example County",
        time_zone="America/Los_Angeles",
        summaries=SummarySchedule(weekday=0, hour=hour),
    )
    return Agency(agency_id="a1", settings=settings)


async def _kept(client: Client, schedule_id: str) -> Schedule:
    return (await client.get_schedule_handle(schedule_id).describe()).schedule


@pytest.fixture(autouse=True)
async def _gone_afterwards(client: Client) -> AsyncIterator[None]:
    yield
    for schedule_id in _IDS:
        await client.get_schedule_handle(schedule_id).delete()


async def test_ensuring_twice_keeps_one_of_each_and_takes_over_what_changed(
    client: Client,
) -> None:
    assert await ensure_schedules(client, "nowhere", [_agency(9)]) == len(_IDS)
    await client.get_schedule_handle("mail-round").pause()
    assert await ensure_schedules(client, "nowhere", [_agency(15)]) == len(_IDS)
    summary = (await _kept(client, "closing-summary-a1")).spec
    assert summary.time_zone_name == "America/Los_Angeles"
    assert [r.start for r in summary.calendars[0].hour] == [15]
    assert [r.start for r in summary.calendars[0].day_of_week] == [1]
    assert (await _kept(client, "mail-round")).state.paused
    assert not (await _kept(client, "sweeper")).state.paused


async def test_a_faster_clock_makes_mail_and_summaries_faster_but_nothing_else(
    client: Client,
) -> None:
    assert await ensure_schedules(client, "nowhere", [_agency(9)], rate=100_000) == len(_IDS)
    week = timedelta(days=7) / 100_000
    every = [(await _kept(client, one)).spec.intervals[0].every for one in _IDS]
    assert every[:2] == [timedelta(minutes=1), timedelta(seconds=1)]
    assert every[2] == week
    assert every[3:] == [timedelta(days=1), timedelta(seconds=30)]
