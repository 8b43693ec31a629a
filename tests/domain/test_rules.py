"""The rules of the field, one sentence each."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.refusals import Refusal, RequirementUnmet
from domain.stages import Stage, Status
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GARS,
    LEARNER,
    OTHER_COACH,
    SUPERVISOR,
    Story,
    agreed,
    closed,
    enrolls,
    evaluated,
    in_closing,
    in_feedback,
    in_planning,
    in_practice,
    joins,
    launched,
    practices,
    talks,
)


def refused(story: Story, code: str, by: str, kind: str, **fields: Any) -> Refusal:
    before = list(story.events)
    with pytest.raises(Refusal) as caught:
        story.does(by, kind, **fields)
    assert caught.value.code == code
    assert story.events == before, "a refusal records nothing"
    return caught.value


def test_a_stage_is_left_only_when_nothing_is_missing() -> None:
    story = launched()
    with pytest.raises(RequirementUnmet) as caught:
        story.does(COACH, "advance_stage")
    assert "sustainability_signed" in caught.value.missing
    assert "agreement_learner" in caught.value.missing


def test_only_the_coach_advances() -> None:
    refused(agreed(), "role_may_not", LEARNER, "advance_stage")
    refused(agreed(), "not_in_engagement", "somebody-else", "advance_stage")


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


def test_everyone_joins_the_version_in_force() -> None:
    story = launched()
    refused(
        story,
        "agreement_version",
        LEARNER,
        "join_agreement",
        agreement_version=2,
        understood=True,
        disclosed="x",
        concerns_go_to="y",
        expected_end="2027-09-01",
    )


def test_an_external_coach_needs_papers() -> None:
    story = agreed(relation="external")
    assert story.missing() == ("coach_contract",)
    papers = {"contract": "A1", "memorandum": "A2", "non_disclosure_agreement": "A3"}
    story.does(COORDINATOR, "note_coach_contract", **papers)
    assert story.missing() == ()


def test_a_supervisor_who_coaches_states_boundaries() -> None:
    story = agreed(relation="supervisor")
    assert story.missing() == ("boundary_statement",)


def test_joint_planning_opens_the_enrollment_checkpoint_by_itself() -> None:
    story = in_planning()
    assert story.kinds()[-1] == "checkpoint_opened"
    assert "enrollment" in story.missing()


def test_nobody_is_enrolled_by_somebody_elses_word() -> None:
    story = in_planning()
    story.does(COACH, "declare_commitment", level=10, committed_to="All of it")
    assert "enrollment" in story.missing()
    story.does(LEARNER, "declare_commitment", level=7, committed_to="Most of it")
    assert "enrollment" not in story.missing()


def test_each_barrier_gets_an_answer() -> None:
    story = in_planning()
    story.does(COACH, "declare_commitment", level=9, committed_to="All")
    barriers = [{"what": "No time"}, {"what": "Doubts", "answer": "Talked over"}]
    said = story.does(LEARNER, "declare_commitment", level=9, committed_to="All", barriers=barriers)
    assert "enrollment" in story.missing()
    story.does(COACH, "answer_barrier", barrier_id=f"{said}/1", answer="Fridays are kept free")
    assert "enrollment" not in story.missing()


def test_low_commitment_is_a_risk_and_can_be_regained() -> None:
    story = in_planning()
    enrolls(story, level=4)
    assert story.engagement.at_risk
    assert "at_risk" in story.owed_to(COORDINATOR)
    enrolls(story, level=6)
    assert not story.engagement.at_risk
    assert story.kinds()[-1] == "checkpoint_passed"


def test_an_unanswered_checkpoint_becomes_a_risk_by_itself() -> None:
    story = in_planning()
    story.later(9)
    assert not story.engagement.at_risk
    story.later(2)
    assert story.engagement.at_risk


@pytest.mark.parametrize("participation", ["mandated", "voluntary"])
def test_a_no_is_a_no(participation: str) -> None:
    story = in_planning(participation=participation)
    story.does(LEARNER, "decline_coaching", reason="I do not want this")
    ended = story.events[-1]
    assert story.engagement.outcome == "not_enrolled"
    assert ended.kind == "engagement_ended"
    assert ended.by == "engine"
    assert "do not want" not in ended.model_dump_json()


def test_silence_opens_a_checkpoint() -> None:
    story = in_practice()
    story.later(20)
    assert story.engagement.checkpoint is None
    story.later(2)
    assert story.engagement.checkpoint is not None
    assert story.engagement.checkpoint.reason == "silence"


def test_two_sessions_missed_in_a_row_open_a_checkpoint() -> None:
    story = in_practice()
    for _ in range(2):
        assert story.engagement.checkpoint is None
        session = story.does(COACH, "schedule_session", starts=story.now)
        story.does(COACH, "miss_session", session=session)
    assert story.engagement.checkpoint is not None
    assert story.engagement.checkpoint.reason == "sessions_missed"


def test_a_pause_stops_the_clock() -> None:
    story = in_practice()
    story.later(10)
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    assert story.duties() == ()
    story.later(60)
    story.does(COORDINATOR, "resume_engagement")
    story.later(9)
    assert story.engagement.checkpoint is None
    story.later(3)
    assert story.engagement.checkpoint is not None


def test_a_demonstration_is_waived_only_after_the_first_cycle_and_by_both() -> None:
    story = in_practice()
    refused(story, "first_cycle_shows", COACH, "waive_demonstration", reason="Seen before")
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_cycle")
    story.does(COACH, "waive_demonstration", reason="Seen")
    assert "demonstration" in story.missing()
    story.does(LEARNER, "waive_demonstration", reason="Seen")
    assert "demonstration" not in story.missing()


@pytest.mark.parametrize(
    ("medium", "present"), [("video", False), ("audio", False), ("live", True)]
)
def test_watching_and_recording_need_consent(medium: str, present: bool) -> None:
    story = in_practice()
    seen = {"setting": "x", "medium": medium, "clients_present": present, "ratings": {"tone": 2}}
    refused(story, "consent_needed", COACH, "record_observation", **seen)
    story.does(COACH, "record_observation", consent=True, **seen)


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_ratings_keep_to_the_rubrics_scale(rating: int) -> None:
    seen = {"setting": "x", "medium": "work_sample", "clients_present": False}
    story = in_practice()
    refused(story, "outside_scale", COACH, "record_observation", ratings={"tone": rating}, **seen)


def test_feedback_comes_only_after_reflection() -> None:
    story = in_practice()
    refused(story, "too_early", COACH, "give_feedback", rung="clarify")
    story = in_feedback()
    entry = story.engagement.cycle.reflections[0].entry_id
    story.does(LEARNER, "retract_entry", entry=entry, reason="Written too soon")
    refused(story, "reflection_first", COACH, "hold_conversation", summary="x")
    refused(story, "reflection_first", COACH, "give_feedback", rung="clarify")


def test_the_rungs_are_climbed_in_order_and_may_be_none() -> None:
    story = in_feedback()
    refused(story, "conversation_first", COACH, "give_feedback", rung="clarify")
    story.does(COACH, "hold_conversation", summary="x")
    wrong = refused(story, "rung_out_of_order", COACH, "give_feedback", rung="concerns")
    assert wrong.facts["next"] == "clarify"
    for rung in ("clarify", "value", "concerns", "suggest", "thank"):
        story.does(COACH, "give_feedback", rung=rung)
    assert "feedback_ladder" not in story.missing()
    refused(story, "feedback_complete", COACH, "give_feedback", rung="thank")


def test_every_goal_is_rated_on_its_own_scale_before_a_decision() -> None:
    story = in_feedback()
    story.does(LEARNER, "set_goal", goal=GARS, command_id="goal-2")
    talks(story)
    refused(story, "outside_scale", LEARNER, "rate_goal", goal="goal-2", rating=3)
    story.does(LEARNER, "rate_goal", goal="goal-2", rating=1)
    assert "goals_rated" in story.missing()
    refused(story, "role_may_not", COACH, "rate_goal", goal="goal-1", rating=5)
    with pytest.raises(RequirementUnmet):
        story.does(COACH, "decide_next", decision="closing")


@pytest.mark.parametrize(
    "broken",
    [
        {"baseline": 2},
        {"levels": GARS["levels"][:4]},  # type: ignore[index]
        {"levels": [{"description": "same", "amount": n} for n in range(1, 6)]},
        {"levels": [{"description": str(n), "amount": a} for n, a in enumerate((1, 3, 3, 7, 9))]},
        {"confirmed": ["one_behavior"]},
    ],
)
def test_a_scale_keeps_its_structural_rules(broken: dict[str, Any]) -> None:
    story = in_planning()
    with pytest.raises(ValidationError):
        story.does(LEARNER, "set_goal", goal={**GARS, **broken})


def test_a_changed_goal_is_confirmed_anew() -> None:
    story = in_practice()
    goal = {**GARS, "due": "2027-07-01"}
    story.does(LEARNER, "set_goal", goal=goal, replaces="goal-1")
    assert [g.confirmed for g in story.engagement.goals] == [False]


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


def test_the_handoff_is_seen_by_the_learner_first() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    refused(story, "results_first", COACH, "produce_handoff")
    story.does(LEARNER, "tell_results", results="Clearer plans")
    story.does(COACH, "produce_handoff")
    assert not [d for d in story.duties() if d.how == "deliver"]
    story.does(LEARNER, "see_handoff")
    assert [d.what for d in story.duties() if d.how == "deliver"] == ["handoff/1"]
    refused(story, "handoff_seen", LEARNER, "tell_results", results="More")


def test_the_learner_keeps_steps_out_of_the_handoff() -> None:
    story = in_closing()
    story.does(LEARNER, "tell_results", steps=[])
    story.does(COACH, "produce_handoff")
    handoff = story.engagement.closing.handoff
    assert handoff is not None
    assert handoff.next_steps == ()


def test_only_the_supervisor_acknowledges() -> None:
    refused(closed(), "role_may_not", LEARNER, "acknowledge_handoff")


def test_withdrawal_is_always_open_and_its_reason_stays_with_the_learner() -> None:
    story = launched()
    story.does(COORDINATOR, "pause_engagement", reason="x")
    story.does(LEARNER, "withdraw_from_coaching", reason="Private matters")
    assert story.engagement.status is Status.ENDED
    assert "Private" not in story.events[-1].model_dump_json()
    refused(story, "ended", LEARNER, "write_reflection", answers={"aim": "x"})


def test_only_the_author_retracts() -> None:
    story = in_feedback()
    entry = story.engagement.cycle.observations[0].entry_id
    refused(story, "not_author", LEARNER, "retract_entry", entry=entry, reason="x")
    story.does(COACH, "retract_entry", entry=entry, reason="Wrong plan")
    assert story.engagement.cycle.observations == ()


def test_an_undiscussed_observation_is_reminded_of_soon_and_stops_by_itself() -> None:
    story = in_feedback()
    soon = story.now + timedelta(days=3)
    assert "observation_not_discussed" in story.owed_to(COACH, by=soon)
    story.does(COACH, "hold_conversation", summary="x")
    assert "observation_not_discussed" not in story.owed_to(COACH, by=soon)


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


def test_a_goal_lies_ahead() -> None:
    story = in_planning()
    goal = {**GARS, "due": date(2027, 1, 1)}
    refused(story, "goal_due_past", LEARNER, "set_goal", goal=goal)
