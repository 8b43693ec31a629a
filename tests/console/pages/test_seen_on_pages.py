"""A marker in every text, and then a search of every page that each role can open."""

import pytest

from domain.engagement.events import AnyEvent
from domain.engagement.topics.goals import goals_version
from services.reading.visible import roles_in
from tests.console.pages.everything import everything
from tests.console.pages.house import House
from tests.journeys import markers
from tests.journeys.audiences import may_read
from tests.journeys.marked_story import Teller, set_up

pytestmark = [pytest.mark.servers, pytest.mark.journey]


async def test_no_page_shows_a_text_to_whom_it_is_not_for(house: House) -> None:
    await _told(house.does)
    told = house.does.told
    state = await told.state()
    events = [event for _, event in await told.place.store.reader.events(told.id)]
    sealed = markers.sealed_in(told.id, [e for e in events if isinstance(e, AnyEvent)])
    for role, person in house.cast.ids.items():
        found = markers.found_in(await everything(house.door, role, await house.open(role)))
        if not roles_in(state, person):
            assert found == set(), role
            continue
        others = found - may_read(state, sealed, person)
        assert {house.marker.names[one] for one in others} == set(), role


async def test_supervisors_read_neither_ratings_nor_commitment(house: House) -> None:
    await _told(house.does)
    text = await everything(house.door, "supervisor", await house.open("supervisor"))
    assert "<svg" not in text
    named = {house.marker.names[one] for one in markers.found_in(text)}
    private = ("declare_commitment", "rate_goal", "write_reflection", "record_observation")
    assert not [name for name in named if name.startswith(private)]
    assert any(name.startswith("set_goal") for name in named), "goals put to them are read"


async def _told(does: Teller) -> None:
    await set_up(does)
    goal = await does("learner", "set_goal", goal={"scale": "smart", "due": does.day(90)})
    await does("learner", "rate_goal", goal=goal, rating=4)
    await does("learner", "declare_commitment", level=3)
    await does("supervisor", "inform_supervisor", took_part=True)
    version = goals_version(await does.told.state())
    confirmed = {"version": version, "fits_policy": True, "time_granted": True}
    await does("supervisor", "confirm_goals", **confirmed)
    await does("coach", "write_debrief", joint=False)
    await does("coach", "keep_journal")
    await does("learner", "raise_concern")
    await does("coach", "start_closing")
    await does("learner", "write_reflection", answers={"what_happened": None})
