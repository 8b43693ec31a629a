"""A group of six, one of whom leaves: five handoffs, and at no stage anyone sees too much."""

import pytest

from tests.journeys import stages
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import letters
from tests.journeys.onlookers import see_no_more_than_the_table_allows
from tests.journeys.place import Place

pytestmark = [pytest.mark.servers, pytest.mark.journey]

OTHERS = tuple(f"learner_{n}" for n in range(2, 7))
GROUP = ("learner", *OTHERS)
LEAVER = "learner_4"
THEIR_OWN = {"observation_recorded", "reflection_written", "commitment_declared", "goal_rated"}


async def test_a_group_goes_on_to_five_handoffs_when_one_of_six_leaves(shared_place: Place) -> None:
    cast = await assemble(shared_place, more=OTHERS)
    told = await launched(shared_place, cast, learners=[cast[one] for one in GROUP], form="group")
    await see_no_more_than_the_table_allows(told)
    await stages.agree(told)
    await stages.plan(told)
    await stages.enroll(told)
    await see_no_more_than_the_table_allows(told)
    await stages.advance(told)
    await stages.show(told)
    await stages.observe(told)
    await stages.advance(told)
    await told.does(LEAVER, "withdraw_from_coaching", reason="It is too much just now")
    await see_no_more_than_the_table_allows(told)
    await stages.reflect(told)
    await stages.advance(told)
    await stages.talk_over(told)
    await stages.agree_steps(told)
    await stages.advance(told)
    await stages.evaluate(told)
    await see_no_more_than_the_table_allows(told)
    await stages.prepare_handoffs(told)
    await see_no_more_than_the_table_allows(told)
    await stages.see_handoffs(told)
    await stages.advance(told)
    await told.does("supervisor", "acknowledge_handoff", version=1)

    state = await told.state()
    assert state.status == "following_up"
    assert set(state.active_learners) == {cast[one] for one in GROUP if one != LEAVER}
    kinds = await told.kinds()
    for kind in ("handoff_produced", "handoff_delivered", "handoff_acknowledged"):
        assert kinds.count(kind) == 5, kind
    _each_document_goes_to_two(told)
    await _nobody_learns_more_than_their_part(told)


def _each_document_goes_to_two(told: Told) -> None:
    folder, cast = told.place.stack.mail.folder, told.cast

    def documents(role: str) -> list[str]:
        found = letters(folder, cast.email(role))
        return [x.text for x in found if x.subject == "A document for you"]

    assert documents(LEAVER) == []
    for role in GROUP:
        if role != LEAVER:
            [text] = documents(role)
            there = [other for other in GROUP if f"{other.title()} {cast.slug}" in text]
            assert there == [role]
    assert len(documents("supervisor")) == 5


async def _nobody_learns_more_than_their_part(told: Told) -> None:
    known = await see_no_more_than_the_table_allows(told)
    assert known["learner"] >= THEIR_OWN, "the table is not met by showing nothing"
    assert known["coach"] >= THEIR_OWN
    assert not known["supervisor"] & THEIR_OWN
    assert not known["coordinator"] & THEIR_OWN
    assert "handoff_produced" in known["supervisor"]
    assert "learner_withdrew" in known["coordinator"]
    assert "learner_withdrew" not in known["supervisor"]
