"""A supervisor who coaches their own staff: a second manager, boundaries said, nothing mixed."""

import pytest

from tests.journeys import stages
from tests.journeys.cast import assemble, launched
from tests.journeys.onlookers import see_no_more_than_the_table_allows
from tests.journeys.place import Place

pytestmark = [pytest.mark.servers, pytest.mark.journey]


async def test_a_supervisor_coaches_with_a_second_manager_in_their_place(
    shared_place: Place,
) -> None:
    cast = await assemble(shared_place)
    # The coach here is the learner's own supervisor; the engagement's supervisor is a second one.
    told = await launched(shared_place, cast, relation="supervisor")
    assert "boundary_statement" in (await told.overview()).missing
    await told.does("coach", "state_boundaries", statement="No coaching note goes into a rating")
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
    await stages.see_handoffs(told)
    await stages.advance(told)
    assert (await told.overview()).status == "following_up"
    known = await see_no_more_than_the_table_allows(told)
    assert "reflection_written" not in known["supervisor"]
