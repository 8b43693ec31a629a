"""An agency's own coaching models: who puts them to use, what a version is, what goes on by it."""

import tomllib
from typing import Any

import pytest

from domain.agency.agency import Agency, decide_agency, evolve_agency
from domain.agency.agency_models import MOST, AdoptModel, RetireModel
from domain.base.refusals import Refusal
from domain.engagement.parties import model_of
from domain.engagement.snapshot import dump, load
from domain.engagement.standing import Status
from domain.process.models import ProcessModel, parsed, process_model, source_of
from services.coordinating.model_trial import tried
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    START,
    advances,
    evaluated,
    hands_over,
    launched,
)

KEPT = AGENCY.model_copy(
    update={"settings": AGENCY.settings.model_copy(update={"coordinators": (COORDINATOR,)})}
)
OWN = process_model("grow", 1).model_copy(update={"model": "county_way", "title": "Our way"})


def head(by: str = COORDINATOR) -> dict[str, Any]:
    return {"command_id": "c", "by": by, "at": START, "agency_id": "agency-1"}


def does(agency: Agency, command: AdoptModel | RetireModel) -> Agency:
    for event in decide_agency(agency, command):
        agency = evolve_agency(agency, event)
    return agency


def adopted(agency: Agency, model: ProcessModel = OWN) -> Agency:
    return does(agency, AdoptModel(content=model, **head()))


def refused(agency: Agency, command: AdoptModel | RetireModel) -> Refusal:
    with pytest.raises(Refusal) as found:
        decide_agency(agency, command)
    return found.value


def test_a_coordinator_puts_a_model_to_use_and_nobody_else() -> None:
    assert adopted(KEPT).models_in_use == (OWN,)
    assert refused(KEPT, AdoptModel(content=OWN, **head(COACH))).code == "not_agency_coordinator"
    taken = process_model("grow", 1)
    assert refused(KEPT, AdoptModel(content=taken, **head())).code == "model_name_taken"


def test_a_change_is_a_new_version_and_the_same_again_nothing() -> None:
    once = adopted(KEPT)
    assert decide_agency(once, AdoptModel(content=OWN, **head())) == ()
    changed = OWN.model_copy(update={"title": "Another way"})
    wrong = refused(once, AdoptModel(content=changed, **head()))
    assert (wrong.code, wrong.facts["next"]) == ("model_version", 2)
    second = changed.model_copy(update={"version": 2})
    twice = adopted(once, second)
    assert twice.models_in_use == (second,)
    assert twice.model_called("county_way", 1) == OWN


def test_out_of_use_nothing_new_begins_and_what_has_begun_goes_on() -> None:
    agency = adopted(KEPT)
    story = launched(agency, model="county_way")
    assert story.engagement.own_model == OWN
    assert model_of(load(dump(story.engagement))) == OWN
    story.agency = does(agency, RetireModel(model="county_way", **head()))
    assert story.agency.models_in_use == ()
    story.does(COACH, "keep_journal", note="It goes on")
    with pytest.raises(Refusal) as found:
        launched(story.agency, model="county_way")
    assert found.value.code == "unknown_model"
    assert refused(agency, RetireModel(model="x", **head())).code == "unknown_model"
    engines = refused(agency, RetireModel(model="grow", **head()))
    assert engines.code == "model_of_the_engine"
    back = adopted(story.agency)
    assert back.models_in_use == (OWN,)


def test_there_is_an_end_to_versions() -> None:
    agency = KEPT
    for version in range(1, MOST + 1):
        agency = adopted(agency, OWN.model_copy(update={"version": version}))
    more = OWN.model_copy(update={"version": MOST + 1})
    assert refused(agency, AdoptModel(content=more, **head())).code == "too_many_models"


def test_a_model_that_leads_straight_into_closing_begins_it() -> None:
    text = source_of("skills_based", 1).replace('"skills_based"', '"county_way"')
    own = parsed(tomllib.loads(text.replace('"cycle_reviewed", "decision"', '"cycle_reviewed"')))
    story = evaluated(agency=AGENCY.model_copy(update={"models": (own,)}), model="county_way")
    advances(story)
    assert story.kinds()[-1] == "closing_started"
    hands_over(story)
    advances(story)
    assert story.engagement.status is Status.FOLLOWING_UP


def test_a_released_engagement_carries_no_model() -> None:
    assert launched().engagement.own_model is None


@pytest.mark.parametrize("name", ["skills_based", "grow", "clear", "flow"])
def test_a_model_is_tried_stage_by_stage_by_the_real_gates(name: str) -> None:
    model = process_model(name, 1)
    own = model.model_copy(update={"model": "county_way"})
    stages = tried(KEPT, own, START)
    assert [one.name for one in stages] == [one.name for one in model.stages]
    assert all(one.asks for one in stages)
    assert all(asked.roles for one in stages for asked in one.asks)
