"""The guide to troubles on pages: offered with its reason, to whom it is for."""

import pytest

from tests.console.pages.house import House

pytestmark = pytest.mark.servers


async def test_what_the_record_speaks_for_is_offered_with_its_reason(house: House) -> None:
    coach = await house.open("coach")
    offered = "Somebody wants to use what coaching holds for a performance review"
    assert offered not in (await coach.get("")).text
    assert offered in (await coach.get("guide")).text, "to be looked up"
    noted = {"asked_for": "performance_review", "asked_by": "A manager"}
    done = await coach.act("note_request", **noted, then="guide")
    assert done.headers["location"].endswith("/guide?done=note_request")
    for path in ("", "guide"):
        page = (await coach.get(path)).text
        assert offered in page
        assert "you were asked to tell of the learner for a performance review" in page
    coordinator = await house.open("coordinator")
    assert offered not in (await coordinator.get("")).text
    assert offered not in (await coordinator.get("guide")).text
    assert "Sessions are missed" in (await coordinator.get("guide")).text
    for role in ("learner", "supervisor"):
        page = (await (await house.open(role)).get("guide")).text
        assert "There is nothing here for you." in page
