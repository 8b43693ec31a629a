"""Pausing stops the clock; leaving is always open."""

from datetime import timedelta

from domain.engagement.stages import Status
from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    closed,
    in_feedback,
    in_practice,
    launched,
)
from tests.domain.refusing import refused


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


def test_withdrawal_is_always_open_and_its_reason_stays_with_the_learner() -> None:
    story = launched()
    story.does(COORDINATOR, "pause_engagement", reason="x")
    story.does(LEARNER, "withdraw_from_coaching", reason="Private matters")
    assert story.engagement.status is Status.ENDED
    assert "Private" not in story.events[-1].model_dump_json()
    refused(story, "ended", LEARNER, "write_reflection", answers={"aim": "x"})


def test_a_pause_moves_open_next_steps_and_leaves_agreed_days_alone() -> None:
    story = in_feedback()
    due = story.now.date() + timedelta(days=5)
    story.does(COACH, "agree_next_step", step="x", owner=LEARNER, due=due)
    end = story.engagement.expected_end
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.later(29.9)
    story.does(COORDINATOR, "resume_engagement")
    assert story.engagement.next_steps[0].due == due + timedelta(days=30)
    assert story.engagement.expected_end == end


def test_in_a_pause_a_session_is_called_off_and_going_back_is_open() -> None:
    story = in_practice()
    later = story.now + timedelta(days=3)
    session = story.does(COACH, "schedule_session", starts=later)
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.does(LEARNER, "cancel_session", session=session)
    story.does(LEARNER, "go_back", to="joint_planning")
    refused(story, "paused", COACH, "advance_stage")


def test_concern_disclosure_and_consent_outlive_ones_part() -> None:
    story = in_practice()
    story.does(LEARNER, "give_consent", consent="scores_in_reports", given=True)
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    told = {"ground": "duty_to_report", "to": "Hotline", "content": "x"}
    story.does(COACH, "disclose", learner_first="unsafe_to_tell", **told)
    story.does(LEARNER, "withdraw_from_coaching")
    story.does(LEARNER, "raise_concern", concern="I was pressed")
    story.does(LEARNER, "give_consent", consent="scores_in_reports", given=False)
    refused(story, "not_in_engagement", "somebody", "raise_concern", concern="x")


def test_leaving_after_closing_ends_the_follow_ups_and_not_what_was_reached() -> None:
    story = closed()
    story.does(LEARNER, "withdraw_from_coaching")
    assert story.engagement.outcome == "completed"
    assert story.duties() == ()
