"""Forward through a gate, back at any time, closing from anywhere."""

from datetime import timedelta

import pytest

from domain.base.refusals import RequirementUnmet
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.stages import Stage
from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    SUPERVISOR,
    agreed,
    evaluated,
    in_closing,
    in_feedback,
    in_practice,
    joins,
    launched,
    practices,
    talks,
)
from tests.domain.refusing import refused


def test_a_stage_is_left_only_when_nothing_is_missing() -> None:
    story = launched()
    with pytest.raises(RequirementUnmet) as caught:
        story.does(COACH, "advance_stage")
    assert "sustainability_signed" in caught.value.missing
    assert "agreement_learner" in caught.value.missing


def test_only_the_coach_advances() -> None:
    refused(agreed(), "role_may_not", LEARNER, "advance_stage")
    refused(agreed(), "not_in_engagement", "somebody-else", "advance_stage")


def test_another_coach_joins_and_commitment_is_asked_anew() -> None:
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_coach")
    assert story.stage is Stage.JOINT_PLANNING
    assert {"coach_assigned", "agreement_coach", "enrollment"} <= set(story.missing())
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    joins(story, OTHER_COACH)
    assert "agreement_coach" not in story.missing()


def test_closing_may_start_from_any_stage_and_says_what_is_missing() -> None:
    story = in_practice()
    story.does(LEARNER, "start_closing")
    assert story.stage is Stage.CLOSING
    assert "observation" in story.engagement.closing.missing


def test_steps_behind_may_still_be_taken_and_steps_ahead_not() -> None:
    story = in_feedback()
    seen = {"setting": "x", "medium": "work_sample", "clients_present": False}
    story.does(COACH, "record_observation", ratings={"tone": 3}, **seen)
    review = {"went_well": "a", "was_hard": "b", "barriers": "c", "changes": "d"}
    refused(story, "too_early", COACH, "review_cycle", **review)


def test_going_back_is_open_and_going_forward_is_not_going_back() -> None:
    story = in_feedback()
    refused(story, "not_back", LEARNER, "go_back", to="evaluation")
    story.does(LEARNER, "go_back", to="demonstration_observation_action")
    assert story.stage is Stage.PRACTICE
    practices(story)


def test_an_evaluation_is_left_by_a_decision_alone() -> None:
    story = in_closing()
    story.does(COACH, "go_back", to="evaluation")
    assert "decision" in story.missing()
    with pytest.raises(RequirementUnmet):
        story.does(COACH, "advance_stage")


def test_going_back_from_closing_gives_the_closing_up() -> None:
    story = in_closing()
    story.does(LEARNER, "tell_results", results="x")
    story.does(LEARNER, "go_back", to="demonstration_observation_action")
    assert not story.engagement.closing.results_told
    assert "enrollment" in story.missing()


def test_there_is_no_way_back_once_the_handoff_is_delivered() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    story.does(LEARNER, "see_handoff")
    story.later(0.1)
    refused(story, "handoff_delivered", COACH, "go_back", to="evaluation")


def test_a_former_coach_has_no_tasks_left_and_a_step_of_theirs_passes_on() -> None:
    story = in_feedback()
    due = story.now.date() + timedelta(days=9)
    story.does(COACH, "agree_next_step", step="Show another plan", owner=COACH, due=due)
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert [d for d in story.duties() if d.recipient == COACH] == []
    assert [step.owner for step in story.engagement.next_steps] == [OTHER_COACH]


def test_between_two_coaches_nobody_is_reminded_of_the_former_ones_step() -> None:
    story = evaluated()
    due = story.now.date() + timedelta(days=9)
    story.does(COACH, "agree_next_step", step="Show another plan", owner=COACH, due=due)
    story.does(LEARNER, "decide_next", decision="another_coach")
    assert [d for d in story.duties() if d.recipient == COACH] == []


def test_a_gate_says_who_can_supply_what_is_missing() -> None:
    story = launched()
    joins(story, LEARNER)
    state = story.engagement
    assert suppliers(state, "agreement_supervisor") == (SUPERVISOR,)
    assert suppliers(state, "sustainability_plan") == (SUPERVISOR, COACH)
    assert suppliers(state, "readiness") == (COACH, LEARNER)
    for key in story.missing():
        assert suppliers(state, key), key


def test_nobody_is_named_for_a_part_they_have_done() -> None:
    story = in_feedback()
    talks(story)
    story.does(LEARNER, "assess_relationship", relationship=8, communication=8)
    assert suppliers(story.engagement, "assessed_learner") == ()
    assert suppliers(story.engagement, "goals_rated") == (LEARNER,)
