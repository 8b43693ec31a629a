"""A learner asks for coaching in one skill, out of performance or development coaching."""

import re

import pytest

from services.reading.visible import seen_by
from tests.console.pages.house import Browser, House
from tests.journeys.cast import launched

pytestmark = pytest.mark.servers
ASKED = {"skill": "Leading family meetings", "purpose": "So that all are heard", "end": "20 weeks"}


async def test_coaching_in_one_skill_is_opened_beside_the_other(house: House) -> None:
    told = house.does.told
    grow = await launched(told.place, told.cast, model="grow", skill="Supervising well")
    at = f"/engagements/{grow.id}"
    learner = Browser((await house.open("learner")).client, at)
    assert "Ask for coaching in one skill" in (await learner.get("")).text
    wrong = await learner.send("skill", **{**ASKED, "end": "soon"})
    assert wrong.status_code == 422
    assert ASKED["purpose"] in wrong.text, "what was typed is kept"
    empty = await learner.send("skill", skill="", purpose="x", end="20 weeks")
    assert empty.status_code == 422
    assert 'aria-describedby="skill-help skill-error" aria-invalid="true"' in empty.text
    form = (await learner.get("skill")).text
    known = re.search(r'name="command_id" value="([^"]+)"', form)
    assert known is not None
    made = await learner.send("skill", **ASKED, command_id=known[1])
    assert made.status_code == 303, made.text
    opened = made.headers["location"].split("?")[0]
    again = await learner.send("skill", **ASKED, command_id=known[1])
    assert again.headers["location"].split("?")[0] == opened, "the same once"
    page = (await learner.get(opened)).text
    assert f'href="{at}"' in page
    state = await told.place.store.reader.state(opened.rpartition("/")[2])
    assert state is not None
    assert (state.model, state.coach) == ("skills_based", None)
    assert (state.supervisor, state.coordinator) == (
        told.cast["supervisor"],
        told.cast["coordinator"],
    )
    events = await told.place.store.reader.events(state.engagement_id)
    [launch] = [one for one in seen_by(state, events, told.cast["supervisor"]) if one.n == 1]
    assert "opened_from" not in launch.fields, "a supervisor is not told of other coaching"


async def test_nobody_else_asks_and_not_out_of_coaching_in_a_skill(house: House) -> None:
    learner = await house.open("learner")
    assert "Ask for coaching in one skill" not in (await learner.get("")).text
    assert (await learner.get("skill")).status_code == 404
    assert (await learner.send("skill", **ASKED)).status_code == 404
    told = house.does.told
    grow = await launched(told.place, told.cast, model="grow", skill="Supervising well")
    for role in ("coach", "supervisor", "coordinator", "leader"):
        other = Browser((await house.open(role)).client, f"/engagements/{grow.id}")
        assert (await other.send("skill", **ASKED)).status_code == 404, role
