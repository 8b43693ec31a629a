"""The other coaching models, each known from its file alone, from launch to the end of coaching."""

from collections.abc import Awaitable, Callable

import pytest

from domain.process.models import DEFAULT, RELEASED
from tests.journeys import stages
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.onlookers import see_no_more_than_the_table_allows
from tests.journeys.place import Place

pytestmark = [pytest.mark.servers, pytest.mark.journey]

Step = Callable[[Told], Awaitable[object]]
SAID = "As it is"


def sheet(name: str, prompt: str) -> Step:
    """The learner fills in one of the model's own sheets."""

    async def fill(told: Told) -> None:
        await told.does("learner", "fill_sheet", sheet=name, answers={prompt: SAID})

    return fill


JOURNEYS: dict[str, dict[str, tuple[Step, ...]]] = {
    "grow": {
        "goal_setting": (stages.plan, stages.enroll),
        "reality": (sheet("reality", "standing"),),
        "options": (sheet("options", "options"),),
        "wrap_up": (sheet("wrap_up", "chosen"), stages.agree_steps),
        "action": (stages.observe,),
        "review": (stages.reflect, stages.talk_over),
    },
    "clear": {
        "contracting": (stages.plan, sheet("contract", "focus"), stages.enroll),
        "listening": (sheet("listening", "issue"),),
        "exploring": (sheet("exploring", "impact"),),
        "action": (sheet("action", "rehearsed"), stages.agree_steps),
        "trying": (stages.observe,),
        "review": (stages.reflect, stages.talk_over, sheet("session_review", "learned")),
    },
    "flow": {
        "openings": (sheet("relationship", "open"), sheet("opening", "worth"), stages.plan),
        "assessment": (sheet("assessment", "can"), stages.show, stages.observe),
        "enrollment": (stages.enroll, sheet("hindrances", "fits")),
        "coaching": (
            sheet("scope", "outcome"),
            stages.reflect,
            stages.talk_over,
            stages.agree_steps,
        ),
    },
}
"""What each model asks for between agreement and evaluation, stage by stage."""


def test_every_released_model_has_a_journey() -> None:
    assert {*JOURNEYS, DEFAULT[0]} == {model for model, _ in RELEASED}


@pytest.mark.parametrize("model", JOURNEYS)
async def test_a_model_is_gone_through_from_its_file(shared: Place, model: str) -> None:
    cast = await assemble(shared)
    told = await launched(shared, cast, model=model)
    await stages.agree(told)
    for stage, steps in JOURNEYS[model].items():
        assert (await told.overview()).stage == stage
        for step in steps:
            await step(told)
        await stages.advance(told)
    assert (await told.overview()).stage == "evaluation"
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
    assert SAID not in shown.out
