"""The other coaching models, each known from its file alone, from launch to the end of coaching."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from domain.agency.agency_models import AdoptModel
from domain.engagement.parties import model_of
from domain.process.models import DEFAULT, RELEASED, source_of
from services.acting import model_files
from tests.journeys import stages
from tests.journeys.cast import Cast, Told, assemble, launched
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
async def test_a_model_is_gone_through_from_its_file(shared_place: Place, model: str) -> None:
    cast = await assemble(shared_place)
    told = await launched(shared_place, cast, model=model)
    await _goes_through(told, JOURNEYS[model])


async def test_an_agencys_own_model_is_gone_through_as_it_was_when_it_began(
    shared_place: Place,
) -> None:
    cast = await assemble(shared_place)
    source = source_of("grow", 1).replace('model = "grow"', 'model = "county_way"')
    own = source.replace('name = "Finding options"', 'name = "Our ways"')
    assert own.count("Our ways") == 1
    await _adopts(shared_place, cast, own)
    told = await launched(shared_place, cast, model="county_way")
    changed = own.replace("version = 1", "version = 2").replace("Our ways", "Many ways")
    await _adopts(shared_place, cast, changed)
    state = await told.state()
    assert model_of(state).stage("options").name == "Our ways", "a version never changes"
    newer = await launched(shared_place, cast, model="county_way")
    assert model_of(await newer.state()).stage("options").name == "Many ways"
    await _goes_through(told, JOURNEYS["grow"])


async def _adopts(place: Place, cast: Cast, file: str) -> None:
    model = model_files.sound(file.encode(), "county.toml")
    head = {"command_id": str(uuid4()), "by": cast["coordinator"], "at": place.engine.clock.now()}
    adopt = AdoptModel(agency_id=cast.agency, content=model, **head)
    await place.store.record_agency(cast.agency, adopt)


async def _goes_through(told: Told, journey: dict[str, tuple[Step, ...]]) -> None:
    await stages.agree(told)
    for stage, steps in journey.items():
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
    shown = await told.place.coaching("show", told.id)
    assert shown.code == 0, shown.err
    assert SAID not in shown.out
