"""Another coaching model, known from its file alone, from launch to the end of coaching."""

from typing import Any

import pytest

from tests.journeys import stages
from tests.journeys.cast import assemble, launched
from tests.journeys.onlookers import see_no_more_than_the_table_allows
from tests.journeys.place import Place

pytestmark = [pytest.mark.servers, pytest.mark.journey]

SHEETS = {"reality": "standing", "options": "options", "wrap_up": "chosen"}


async def test_grow_is_gone_through_from_its_file(shared: Place) -> None:
    cast = await assemble(shared)
    told = await launched(shared, cast, model="grow")
    await stages.agree(told)
    assert (await told.overview()).stage == "goal_setting"
    await stages.plan(told)
    await stages.enroll(told)
    await stages.advance(told)
    for sheet, prompt in SHEETS.items():
        assert (await told.overview()).stage == sheet
        filled: dict[str, Any] = {"sheet": sheet, "answers": {prompt: "As it is"}}
        await told.does("learner", "fill_sheet", **filled)
        if sheet == "wrap_up":
            await stages.agree_steps(told)
        await stages.advance(told)
    assert (await told.overview()).stage == "action"
    await stages.observe(told)
    await stages.advance(told)
    await stages.reflect(told)
    await stages.talk_over(told)
    await stages.advance(told)
    await stages.evaluate(told)
    await stages.prepare_handoffs(told)
    await stages.see_handoffs(told)
    await stages.advance(told)

    assert (await told.overview()).status == "following_up"
    known = await see_no_more_than_the_table_allows(told)
    assert "sheet_filled" in known["learner"] & known["coach"]
    assert "sheet_filled" not in known["supervisor"] | known["coordinator"]
    shown = await shared.coaching("show", told.id)
    assert shown.code == 0, shown.err
    assert "As it is" not in shown.out
