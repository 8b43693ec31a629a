"""Enrollment: asked by itself, in everyone's own words, lost and regained."""

import pytest

from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    Story,
    enrolls,
    evaluated,
    in_planning,
    in_practice,
)


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


def test_a_new_coach_means_that_everyone_is_asked_anew() -> None:
    story = in_planning()
    story.does(LEARNER, "declare_commitment", level=9, committed_to="x")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    story.does(OTHER_COACH, "declare_commitment", level=9, committed_to="x")
    assert "enrollment" in story.missing(), "the learner spoke of the former coach"
    story.does(LEARNER, "declare_commitment", level=9, committed_to="x")
    assert "enrollment" not in story.missing()


def _threshold(story: Story, level: int) -> None:
    settings = story.agency.settings.model_copy(update={"commitment_threshold": level})
    story.agency = story.agency.model_copy(update={"settings": settings})


def test_a_raised_threshold_counts_for_what_is_open_and_not_for_what_is_passed() -> None:
    story = in_planning()
    story.does(LEARNER, "declare_commitment", level=6, committed_to="x")
    _threshold(story, 8)
    story.later(0)
    assert story.engagement.at_risk
    passed = in_practice()
    _threshold(passed, 10)
    passed.later(0)
    assert not passed.engagement.at_risk
    assert passed.engagement.checkpoint is None


def test_a_lowered_threshold_passes_what_is_open() -> None:
    story = in_planning()
    enrolls(story, level=4)
    _threshold(story, 3)
    story.later(0)
    assert story.engagement.checkpoint is None
    assert not story.engagement.at_risk


def test_nobody_is_late_for_a_coach_who_is_not_there() -> None:
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_coach")
    story.later(15)
    assert not story.engagement.at_risk


def test_a_journal_is_no_sign_of_life_between_the_two() -> None:
    story = in_practice()
    story.later(20)
    story.does(COACH, "keep_journal", note="Nothing heard")
    story.later(2)
    assert story.engagement.checkpoint is not None


def test_giving_a_closing_up_does_not_slip_past_an_open_checkpoint() -> None:
    story = in_planning()
    story.does(LEARNER, "start_closing")
    assert "enrollment" not in story.missing()
    story.does(LEARNER, "go_back", to="joint_planning")
    assert "enrollment" in story.missing()
