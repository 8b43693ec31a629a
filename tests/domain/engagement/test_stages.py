"""Forward through a gate, back at any time, closing from anywhere."""

from datetime import timedelta

import pytest

from domain.base.refusals import RequirementUnmet
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.parties import model_of
from domain.engagement.topics.next_steps import open_steps
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    SUPERVISOR,
    Story,
    advances,
    agreed,
    enrolls,
    evaluated,
    group,
    hands_over,
    in_closing,
    in_feedback,
    in_planning,
    in_practice,
    launched,
    practices,
    signs,
    talks,
)


def who_can(story: Story, key: str) -> tuple[str, ...]:
    state = story.engagement
    return suppliers(state, story.agency, model_of(state).needs[key])


def test_a_stage_is_left_only_when_nothing_is_missing() -> None:
    refused = launched().refusal(COACH, "advance_stage")
    assert isinstance(refused, RequirementUnmet)
    assert {"sustainability_signed", "agreement_learner"} <= set(refused.missing)


def test_only_the_coach_advances() -> None:
    assert agreed().refuses(LEARNER, "advance_stage") == "role_may_not"
    assert agreed().refuses("somebody-else", "advance_stage") == "not_in_engagement"


def test_a_stage_is_not_left_twice_by_mistake() -> None:
    story = in_practice()
    left = story.refusal(COACH, "advance_stage", leaving="joint_planning")
    assert (left.code, left.facts["stage"]) == ("stage_already_left", "practice")


def test_entering_joint_planning_asks_for_commitment() -> None:
    story = in_planning()
    assert story.engagement.checkpoint is not None
    assert story.engagement.checkpoint.reason == "planning"


def test_going_back_to_joint_planning_asks_for_commitment_anew() -> None:
    story = in_feedback()
    assert story.engagement.checkpoint is None
    story.does(LEARNER, "go_back", to="joint_planning")
    assert story.engagement.checkpoint is not None
    assert story.missing() == ("enrollment",)


def test_going_back_to_practice_asks_for_no_commitment() -> None:
    story = in_feedback()
    story.does(LEARNER, "go_back", to="practice")
    assert story.engagement.checkpoint is None


def test_initial_interest_is_not_left_with_a_checkpoint_open() -> None:
    story = agreed()
    story.does(LEARNER, "declare_commitment", level=1, committed_to="x")
    assert story.engagement.checkpoint is not None
    refused = story.refusal(COACH, "advance_stage")
    assert isinstance(refused, RequirementUnmet)
    assert refused.missing == ("enrollment",)


def test_another_coach_joins_and_commitment_is_asked_anew() -> None:
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_coach")
    assert story.stage == "joint_planning"
    assert story.engagement.former_coaches == (COACH,)
    assert story.engagement.checkpoint is not None
    assert story.engagement.checkpoint.reason == "coach_change"
    assert {"coach_assigned", "enrollment"} <= set(story.missing())
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert "agreement_coach" in story.missing()
    signs(story, OTHER_COACH)
    assert "agreement_coach" not in story.missing()


def test_closing_may_start_from_any_stage_and_what_is_missing_is_noted() -> None:
    story = in_practice()
    story.does(LEARNER, "start_closing")
    assert story.stage == "closing"
    assert "observation" in story.engagement.closing.gaps
    assert story.refuses(COACH, "start_closing") == "closing_already"


def test_what_closing_leaves_undone_is_between_learner_and_coach() -> None:
    story = in_practice()
    story.does(LEARNER, "start_closing")
    for person in (LEARNER, COACH):
        assert "observation" in story.knows(person, "closing_started")[0]["missing"]
    for person in (SUPERVISOR, COORDINATOR):
        (fact,) = story.knows(person, "closing_started")
        assert "missing" not in fact


def test_closing_ends_an_open_checkpoint() -> None:
    story = in_planning()
    story.does(LEARNER, "declare_commitment", level=2, committed_to="x")
    story.does(COACH, "declare_commitment", level=9, committed_to="x")
    assert story.engagement.at_risk
    story.does(COACH, "start_closing")
    assert story.engagement.checkpoint is None
    assert not story.engagement.at_risk


def test_steps_behind_may_still_be_taken_and_steps_ahead_not() -> None:
    story = in_feedback()
    seen = {"setting": "x", "medium": "work_sample", "clients_present": False}
    story.does(COACH, "record_observation", ratings={"tone": 3}, **seen)
    review = {"went_well": "a", "was_hard": "b", "barriers": "c", "changes": "d"}
    assert story.refuses(COACH, "review_cycle", **review) == "too_early"


def test_going_back_is_open_and_going_forward_is_not_going_back() -> None:
    story = in_feedback()
    assert story.refuses(LEARNER, "go_back", to="evaluation") == "not_back"
    assert story.refuses(LEARNER, "go_back", to="nowhere") == "unknown_stage"
    story.does(LEARNER, "go_back", to="practice")
    assert story.stage == "practice"
    practices(story)


def test_an_evaluation_is_left_by_a_decision_alone() -> None:
    story = in_closing()
    story.does(COACH, "go_back", to="evaluation")
    assert "decision" in story.missing()
    assert isinstance(story.refusal(COACH, "advance_stage"), RequirementUnmet)


def test_going_back_from_closing_gives_the_closing_up() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    story.does(LEARNER, "tell_results", results="x")
    story.does(LEARNER, "go_back", to="practice")
    assert story.engagement.closing.started_at is None
    assert story.engagement.checkpoint is not None
    assert story.engagement.checkpoint.reason == "closing_given_up"
    enrolls(story)
    story.does(COACH, "start_closing")
    assert {"closing_meeting", "results_told"} <= set(story.missing())


def test_there_is_no_way_back_once_the_handoff_is_delivered() -> None:
    story = in_closing()
    hands_over(story)
    assert story.refuses(COACH, "go_back", to="evaluation") == "handoff_delivered"


def test_closing_left_forward_closes_coaching() -> None:
    story = in_closing()
    hands_over(story)
    advances(story)
    assert story.engagement.closing.closed_at is not None
    assert story.kinds()[-1] == "engagement_closed"


def test_a_former_coach_has_no_tasks_left_and_a_step_of_theirs_passes_on() -> None:
    story = in_feedback()
    due = story.now.date() + timedelta(days=9)
    step = story.does(COACH, "agree_next_step", step="Show a plan", owner=COACH, due=due)
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert [d for d in story.duties() if d.recipient == COACH] == []
    assert {one.entry_id: one.owner for one in open_steps(story.engagement)} == {step: OTHER_COACH}


def test_between_two_coaches_nobody_is_reminded_of_the_former_ones_step() -> None:
    story = evaluated()
    due = story.now.date() + timedelta(days=9)
    story.does(COACH, "agree_next_step", step="Show another plan", owner=COACH, due=due)
    story.does(LEARNER, "decide_next", decision="another_coach")
    assert [d for d in story.duties() if d.recipient == COACH] == []


def test_a_gate_says_who_can_supply_what_is_missing() -> None:
    story = launched()
    assert who_can(story, "agreement_supervisor") == (SUPERVISOR,)
    assert who_can(story, "sustainability_plan") == (SUPERVISOR, COACH)
    assert who_can(story, "readiness") == (COACH, LEARNER)
    for key in story.missing():
        assert who_can(story, key), key


def test_nobody_is_named_for_a_part_they_have_done() -> None:
    story = in_feedback()
    talks(story)
    story.does(LEARNER, "assess_relationship", relationship=8, communication=8)
    assert who_can(story, "assessed_learner") == ()
    assert who_can(story, "goals_rated") == (LEARNER,)
    story.does(LEARNER, "rate_goal", goal="goal-1", rating=6)
    assert who_can(story, "goals_rated") == ()


def test_in_a_group_only_those_are_named_who_have_not_done_their_part() -> None:
    story = group(in_practice, size=3)
    for learner in GROUP[:2]:
        story.does(learner, "assess_relationship", relationship=8, communication=8)
    assert who_can(story, "assessed_learner") == (GROUP[2],)


@pytest.mark.parametrize("kind", ["advance_stage", "start_closing"])
def test_a_pause_stops_moving_forward(kind: str) -> None:
    story = in_practice()
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    assert story.refuses(COACH, kind) == "paused"
    story.does(LEARNER, "go_back", to="joint_planning")
