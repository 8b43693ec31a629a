"""Two peers who coach each other, from interest to the day both handoffs are acknowledged."""

import pytest

from tests.journeys import stages
from tests.journeys.cast import assemble, launched
from tests.journeys.onlookers import see_no_more_than_the_table_allows
from tests.journeys.place import Place

pytestmark = [pytest.mark.servers, pytest.mark.journey]


async def test_peers_go_through_all_stages_and_share_reflections(shared_place: Place) -> None:
    cast = await assemble(shared_place)
    pair = [cast["learner"], cast["peer"]]
    told = await launched(shared_place, cast, learners=pair, coach=None, relation="peer")
    await stages.agree(told)
    await stages.plan(told)
    await stages.enroll(told)
    await stages.advance(told)
    await stages.show(told)
    await stages.observe(told)
    await stages.advance(told)
    await stages.reflect(told)
    await stages.advance(told)
    await stages.talk_over(told)
    await stages.agree_steps(told)
    await stages.advance(told)
    await stages.evaluate(told)
    await stages.prepare_handoffs(told)
    await see_no_more_than_the_table_allows(told)
    await stages.see_handoffs(told)
    await stages.advance(told)
    await told.does("supervisor", "acknowledge_handoff", version=1)

    assert (await told.state()).status == "following_up"
    kinds = await told.kinds()
    assert "feedback_given" not in kinds
    for kind in ("reflection_shared", "conversation_held", "handoff_acknowledged"):
        assert kinds.count(kind) == 2, kind
    known = await see_no_more_than_the_table_allows(told)
    assert {"observation_recorded", "reflection_shared"} <= known["learner"] & known["peer"]
    assert "reflection_shared" not in known["supervisor"] | known["coordinator"]
