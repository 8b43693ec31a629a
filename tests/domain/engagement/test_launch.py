"""Who takes part, in which form and by which model, and who may launch."""

from datetime import timedelta
from typing import Any

import pytest

from domain.base.refusals import Refusal
from domain.base.roles import Form
from domain.process.models import RELEASED
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    PEER,
    SUPERVISOR,
    Story,
    launched,
    peers,
)

REQUEST: dict[str, Any] = {
    "learners": [LEARNER],
    "supervisor": SUPERVISOR,
    "coordinator": COORDINATOR,
    "origin": "learner_need",
    "skill": "Testifying in court",
    "purpose": "To be heard",
    "expected_end": "2027-09-01",
}
PEERS: dict[str, Any] = {"learners": [LEARNER, PEER], "relation": "peer"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"supervisor": LEARNER}, "learner_is_own_supervisor"),
        ({"coordinator": LEARNER}, "learner_is_own_coordinator"),
        ({"coach": LEARNER}, "learner_is_own_coach"),
        ({"coach": SUPERVISOR}, "second_manager_needed"),
        ({"learners": [LEARNER, LEARNER]}, "learner_twice"),
        ({"learners": [LEARNER], "coach": None, "relation": "peer"}, "peers_are_two_learners"),
        (
            {"learners": list(GROUP[:3]), "coach": None, "relation": "peer"},
            "peers_are_two_learners",
        ),
        ({**PEERS, "coach": COACH}, "peers_have_no_coach"),
    ],
)
def test_within_one_engagement_each_has_the_parts_that_go_together(
    fields: dict[str, Any], code: str
) -> None:
    by = fields.get("coordinator", COORDINATOR)
    given = {**REQUEST, "coach": COACH, **fields}
    assert Story().refuses(by, "launch_engagement", **given) == code


def test_peers_are_each_coach_and_learner_without_another_coach() -> None:
    story = launched(**PEERS, coach=None)
    assert story.learners == story.coaches == (LEARNER, PEER)
    assert story.engagement.form is Form.INDIVIDUAL
    assert "coach_assigned" not in story.missing()


@pytest.mark.parametrize("size", [2, 6, 30])
def test_several_learners_with_one_coach_are_a_group(size: int) -> None:
    learners = [f"learner-{n}" for n in range(1, size + 1)]
    story = launched(learners=learners)
    assert story.engagement.form is Form.GROUP
    assert story.learners == tuple(learners)
    assert story.coaches == (COACH,)


def test_a_form_that_does_not_fit_the_learners_is_refused() -> None:
    one, six = {"form": "group"}, {"learners": list(GROUP), "form": "individual"}
    for fields, form in ((one, "individual"), (six, "group")):
        refusal = Story().refusal(COORDINATOR, "launch_engagement", **{**REQUEST, **fields})
        assert refusal.code == "form_differs"
        assert refusal.facts["form"] == form


def test_a_learner_asks_for_coaching_before_a_coach_is_known() -> None:
    story = Story()
    for by, fields, code in (
        (LEARNER, {"coach": COACH}, "coordinator_assigns_coach"),
        (LEARNER, {"participation": "mandated"}, "own_request_is_voluntary"),
        (LEARNER, {"origin": "agency_initiative"}, "own_request_is_voluntary"),
        (LEARNER, {"learners": [LEARNER, PEER]}, "own_request_is_own"),
        (COACH, {}, "role_may_not"),
        (LEARNER, {"coordinator": OTHER_COACH}, "not_a_coordinator"),
    ):
        assert story.refuses(by, "launch_engagement", **{**REQUEST, **fields}) == code
    story.does(LEARNER, "launch_engagement", **REQUEST)
    assert story.missing()[0] == "coach_assigned"
    assert "coach_assignment" in story.owed_to(COORDINATOR, by=story.now + timedelta(days=4))


def test_nobody_makes_themself_a_coordinator_by_launching() -> None:
    for who in (OTHER_COACH, "stranger"):
        refused = Story().refuses(who, "launch_engagement", **{**REQUEST, "coordinator": who})
        assert refused == "not_agency_coordinator"
    story = Story()
    asked = {**REQUEST, "coordinator": "stranger", "via": "operator"}
    story.does("stranger", "launch_engagement", **asked)
    assert story.engagement.coordinator == "stranger", "an operator sees to who coordinates"


def test_two_peers_may_ask_together() -> None:
    story = Story()
    story.does(LEARNER, "launch_engagement", **{**REQUEST, **PEERS})
    assert story.coaches == (LEARNER, PEER)


def test_an_engagement_keeps_the_model_and_version_it_was_launched_with() -> None:
    default, grow = launched().engagement, launched(model="grow").engagement
    assert (default.model, default.model_version) == ("skills_based", 1)
    assert (grow.model, grow.model_version) == ("grow", 1)


def test_a_model_that_is_not_released_is_refused_with_those_there_are() -> None:
    for fields in ({"model": "magic"}, {"model": "grow", "model_version": 99}):
        refusal = Story().refusal(COORDINATOR, "launch_engagement", **{**REQUEST, **fields})
        assert refusal.code == "unknown_model"
        assert refusal.facts["known"] == tuple(dict.fromkeys(name for name, _ in RELEASED))


@pytest.mark.parametrize(
    ("day", "code"), [("2027-03-01", "expected_end_past"), ("9999-01-01", "date_far_off")]
)
def test_the_expected_end_is_a_day_that_can_be_meant(day: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        launched(expected_end=day)
    assert caught.value.code == code


def test_an_engagement_is_launched_once() -> None:
    assert launched().refuses(COORDINATOR, "launch_engagement", **REQUEST) == "already_launched"


def test_one_peer_left_goes_on_with_a_coach_the_coordinator_assigns() -> None:
    story = peers()
    story.does(PEER, "withdraw_from_coaching")
    assert story.learners == (LEARNER,)
    assert story.coaches == ()
    assert "coach_assigned" in story.missing()
    two = {"coach": LEARNER, "relation": "peer"}
    assert story.refuses(COORDINATOR, "assign_coach", **two) == "peers_coach_each_other"
    story.does(COORDINATOR, "assign_coach", coach=COACH)
    assert {"agreement_coach", "enrollment"} <= set(story.missing())
    assert story.refuses(LEARNER, "advance_stage") == "role_may_not"
