"""Who takes part, and who may launch."""

from datetime import timedelta

import pytest

from domain.base.refusals import Refusal
from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    PEER,
    SUPERVISOR,
    Story,
    launched,
    peers_in_practice,
)
from tests.domain.refusing import refused


def test_the_learner_is_nobody_else_in_the_engagement() -> None:
    for fields, code in (
        ({"supervisor": LEARNER}, "learner_is_own_supervisor"),
        ({"coach": LEARNER}, "learner_is_own_coach"),
        ({"coach": SUPERVISOR}, "second_manager_needed"),
    ):
        with pytest.raises(Refusal) as caught:
            launched(**fields)
        assert caught.value.code == code


def test_peers_are_each_coach_and_learner() -> None:
    story = launched(learners=[LEARNER, "learner-2"], coach=LEARNER, relation="peer")
    assert set(story.engagement.learners) == {LEARNER, "learner-2"}


def test_a_learner_asks_for_coaching_before_a_coach_is_known() -> None:
    story = Story()
    given = {
        "learners": [LEARNER],
        "supervisor": SUPERVISOR,
        "coordinator": COORDINATOR,
        "origin": "learner_need",
        "skill": "Testifying in court",
        "purpose": "To be heard",
        "expected_end": "2027-09-01",
    }
    refused(story, "coordinator_assigns_coach", LEARNER, "launch_engagement", coach=COACH, **given)
    mandated = {**given, "participation": "mandated"}
    refused(story, "own_request_is_voluntary", LEARNER, "launch_engagement", **mandated)
    refused(story, "role_may_not", COACH, "launch_engagement", **given)
    story.does(LEARNER, "launch_engagement", **given)
    assert story.missing()[0] == "coach_assigned"
    assert "coach_assignment" in story.owed_to(COORDINATOR, by=story.now + timedelta(days=4))


def test_one_peer_left_goes_on_with_a_coach_the_coordinator_assigns() -> None:
    story = peers_in_practice()
    story.does(PEER, "withdraw_from_coaching")
    assert story.engagement.active_learners == (LEARNER,)
    assert story.engagement.coach is None
    assert "coach_assigned" in story.missing()
    peers = {"coach": LEARNER, "relation": "peer"}
    refused(story, "peers_are_two_learners", COORDINATOR, "assign_coach", **peers)
    story.does(COORDINATOR, "assign_coach", coach=COACH)
    assert {"agreement_coach", "enrollment"} <= set(story.missing())
    refused(story, "role_may_not", LEARNER, "advance_stage")
