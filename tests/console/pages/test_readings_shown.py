"""Who concerns it sees that an operator read what was written: when, who, and why."""

import pytest

from console.rendering.words import say
from services.reading.read import through_operator
from services.reading.reasons import Why, note
from tests.console.pages.visiting import Office, another

pytestmark = pytest.mark.servers

_WHY = "A letter that got lost"


async def _read(office: Office, engagement: str, reason: str = _WHY) -> None:
    why = Why("operator:kim", reason, office.place.engine.clock.now())
    await note(office.place.store, engagement, why)


async def test_everybody_with_a_part_sees_when_who_and_why(office: Office) -> None:
    for role in ("learner", "coach", "supervisor", "coordinator"):
        assert say("readings.none") in await office.sees(role, f"{office.at}/seen-of-me")
        assert "See when and why" not in await office.sees(role, office.at)
    await _read(office, office.told.id)
    for role in ("learner", "coach", "supervisor", "coordinator"):
        page = await office.sees(role, f"{office.at}/seen-of-me")
        assert _WHY in page, role
        assert say("readings.by", who="kim") in page
        assert say("readings.hint", n=1) in await office.sees(role, office.at)


async def test_a_paper_is_told_of_with_whom_it_was_shown_as_by_name(office: Office) -> None:
    now = office.place.engine.clock.now()
    learner = office.cast.email("learner")
    why = Why("operator:kim", _WHY, now)
    store = office.place.store
    await through_operator(store, now, office.told.id, learner, "agreement", why)
    page = await office.sees("coach", f"{office.at}/seen-of-me")
    person = await office.door.person("learner")
    assert f"agreement, shown as {person.name} may see it: {_WHY}" in page


async def test_a_coordinator_sees_them_over_the_agency_and_nobody_of_another_does(
    office: Office,
) -> None:
    other = await another(office)
    await _read(office, other.id, "The newer reason")
    person = await office.door.person("other_learner")
    page = await office.sees("coordinator", "/agency")
    assert "The newer reason" in page
    assert say("readings.coaching", learners=person.name) in page
    leaders = await office.sees("leader", "/agency")
    assert "The newer reason" not in leaders
    assert person.name not in leaders
    for role in ("learner", "coach"):
        assert (await office.get(role, f"/engagements/{other.id}/seen-of-me")).status_code == 404
