"""Enrollment: asked by itself, in everyone's own words, lost and regained."""

from datetime import timedelta
from typing import Any

import pytest

from domain.engagement.gates.suppliers import suppliers
from domain.engagement.parties import model_of
from domain.engagement.records.setting_up import Commitment
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    PEER,
    SUPERVISOR,
    Story,
    agreed,
    enrolls,
    evaluated,
    group,
    in_closing,
    in_feedback,
    in_planning,
    in_practice,
    launched,
    peers,
)


def says(story: Story, by: str, level: int, *barriers: str, **fields: Any) -> str:
    named = [{"what": what} for what in barriers]
    said = {"level": level, "committed_to": "Better plans", "barriers": named}
    return story.does(by, "declare_commitment", **said, **fields)


def reason(story: Story) -> str | None:
    checkpoint = story.engagement.checkpoint
    return checkpoint.reason if checkpoint else None


def test_joint_planning_opens_the_enrollment_checkpoint_by_itself() -> None:
    story = in_planning()
    assert story.kinds()[-1] == "checkpoint_opened"
    assert "enrollment" in story.missing()


def test_nobody_is_enrolled_by_somebody_elses_word() -> None:
    story = in_planning()
    says(story, COACH, 10)
    assert "enrollment" in story.missing()
    says(story, LEARNER, 7)
    assert "enrollment" not in story.missing()
    assert story.refuses(SUPERVISOR, "declare_commitment", level=9, committed_to="x") == (
        "role_may_not"
    )


def test_in_a_group_everyone_has_their_own_word() -> None:
    story = group(in_planning)
    for person in (COACH, *GROUP[:5]):
        says(story, person, 8)
    assert "enrollment" in story.missing()
    says(story, GROUP[5], 8)
    assert "enrollment" not in story.missing()


def test_a_learner_who_leaves_a_group_no_longer_holds_the_others_up() -> None:
    story = group(in_planning, 3)
    for person in (COACH, *GROUP[:2]):
        says(story, person, 8)
    story.does(GROUP[2], "withdraw_from_coaching")
    assert "checkpoint_passed" in story.kinds()
    assert "enrollment" not in story.missing()


def test_between_peers_both_are_asked_and_nobody_else() -> None:
    story = peers(in_planning)
    says(story, LEARNER, 8)
    assert "enrollment" in story.missing()
    says(story, PEER, 8)
    assert "enrollment" not in story.missing()


def test_each_barrier_gets_an_answer_by_whoever_named_it() -> None:
    story = in_planning()
    says(story, COACH, 9)
    barriers = [{"what": "No time"}, {"what": "Doubts", "answer": "Talked over"}]
    named = {"level": 9, "committed_to": "All", "barriers": barriers}
    said = story.does(LEARNER, "declare_commitment", **named)
    assert "enrollment" in story.missing()
    answer = {"barrier": f"{said}/1", "answer": "Fridays are kept free"}
    assert story.refuses(COACH, "answer_barrier", **answer) == "not_author"
    none = {"barrier": f"{said}/9", "answer": "x"}
    assert story.refuses(LEARNER, "answer_barrier", **none) == "unknown_entry"
    story.does(LEARNER, "answer_barrier", **answer)
    assert "enrollment" not in story.missing()


def test_a_barrier_once_named_stays_however_often_commitment_is_declared_anew() -> None:
    """C16: declaring anew erased an unanswered barrier."""
    story = in_planning()
    says(story, COACH, 9)
    said = says(story, LEARNER, 9, "No time")
    says(story, LEARNER, 10)
    says(story, LEARNER, 10)
    assert "enrollment" in story.missing()
    story.does(LEARNER, "answer_barrier", barrier=f"{said}/1", answer="Fridays are kept free")
    assert "enrollment" not in story.missing()


def test_a_barrier_named_at_any_time_holds_the_next_step_until_it_is_answered() -> None:
    """Named while no check was open, it held nothing until the next one opened by itself."""
    story = in_practice()
    assert "enrollment" not in story.missing()
    said = says(story, LEARNER, 9, "No time")
    assert reason(story) == "asked_again"
    assert "enrollment" in story.missing()
    assert "enrollment" in str(story.refusal(COACH, "advance_stage").facts["missing"])
    says(story, COACH, 9)
    assert "enrollment" in story.missing()
    story.does(LEARNER, "answer_barrier", barrier=f"{said}/1", answer="Fridays are kept free")
    assert "enrollment" not in story.missing()
    assert story.engagement.checkpoint is None


def test_a_barrier_that_is_named_with_its_answer_opens_nothing() -> None:
    story = in_practice()
    answered = [{"what": "No time", "answer": "Fridays are kept free"}]
    story.does(LEARNER, "declare_commitment", level=9, committed_to="x", barriers=answered)
    assert story.engagement.checkpoint is None
    assert "enrollment" not in story.missing()


def test_an_answer_that_is_taken_back_lets_the_barrier_wait_again() -> None:
    story = in_practice()
    said = says(story, LEARNER, 9, "No time")
    says(story, COACH, 9)
    barrier = {"barrier": f"{said}/1", "answer": "Fridays"}
    answer = story.does(LEARNER, "answer_barrier", **barrier)
    assert "enrollment" not in story.missing()
    story.does(LEARNER, "retract_entry", entry=answer, reason="It fell through")
    assert "enrollment" in story.missing()


def test_who_named_a_barrier_is_reminded_of_it_and_nobody_else() -> None:
    story = in_practice()
    said = says(story, LEARNER, 9, "No time")
    says(story, COACH, 9)
    story.later(3)
    told = {duty.recipient for duty in story.duties() if duty.name == "barrier"}
    assert told == {LEARNER}
    assert "barrier" in story.owed_to(LEARNER)
    story.does(LEARNER, "answer_barrier", barrier=f"{said}/1", answer="Fridays are kept free")
    assert "barrier" not in story.owed_to(LEARNER)


def test_neither_does_a_correction_drop_a_barrier() -> None:
    story = in_planning()
    says(story, COACH, 9)
    said = says(story, LEARNER, 9, "No time", "Doubts")
    fewer = {"level": 9, "committed_to": "x", "barriers": [{"what": "No time"}], "corrects": said}
    assert story.refuses(LEARNER, "declare_commitment", **fewer) == "barriers_stay"
    answered = [{"what": "Little time", "answer": "Fridays"}, {"what": "Doubts", "answer": "Said"}]
    story.does(LEARNER, "declare_commitment", **{**fewer, "barriers": answered})
    assert "enrollment" not in story.missing()


def test_the_barrier_of_somebody_who_left_holds_nobody_up() -> None:
    story = group(in_planning, 2)
    says(story, COACH, 9)
    says(story, GROUP[0], 9)
    says(story, GROUP[1], 9, "No time")
    assert "enrollment" in story.missing()
    story.does(GROUP[1], "withdraw_from_coaching")
    assert "enrollment" not in story.missing()


def test_low_commitment_is_a_risk_once_all_have_answered_and_can_be_regained() -> None:
    story = in_planning()
    enrolls(story, level=4)
    assert story.engagement.at_risk
    assert "at_risk" in story.owed_to(COORDINATOR)
    enrolls(story, level=6)
    assert not story.engagement.at_risk
    assert story.kinds()[-1] == "checkpoint_passed"


@pytest.mark.parametrize(("first", "other"), [(LEARNER, COACH), (COACH, LEARNER)])
def test_a_low_answer_is_no_risk_before_the_other_has_answered(first: str, other: str) -> None:
    """C9: at risk before the due date told who had answered low."""
    story = in_planning()
    says(story, first, 1)
    assert not story.engagement.at_risk
    assert "enrollment_at_risk" not in story.kinds()
    says(story, other, 9)
    assert story.engagement.at_risk


@pytest.mark.parametrize("level", [None, 1, 9])
def test_on_the_due_date_it_is_a_risk_whatever_was_said(level: int | None) -> None:
    story = in_planning()
    if level is not None:
        says(story, LEARNER, level)
    story.later(9)
    assert not story.engagement.at_risk
    story.later(2)
    assert story.engagement.at_risk


@pytest.mark.parametrize("level", [1, 9])
def test_until_the_checkpoint_is_passed_both_are_listed_the_same(level: int) -> None:
    """C9: only the one who was not committed was listed."""
    story = in_planning()
    says(story, LEARNER, level)
    need = model_of(story.engagement).needs["enrollment"]
    listed = suppliers(story.engagement, story.agency, need)
    assert set(listed) == {LEARNER, COACH}


def test_who_answered_low_or_high_looks_the_same_to_the_other_and_to_those_around() -> None:
    seen = []
    for level in (1, 9):
        story = in_planning()
        says(story, LEARNER, level, "No time")
        seen.append([story.sees(person) for person in (COACH, SUPERVISOR, COORDINATOR)])
    assert seen[0] == seen[1]


def test_the_supervisor_learns_nothing_of_enrollment() -> None:
    story = in_planning()
    enrolls(story, level=1)
    told = {line.kind for line in story.sees(SUPERVISOR)}
    assert not {k for k in told if k.startswith(("checkpoint", "commitment", "enrollment"))}


@pytest.mark.parametrize("stage", [launched, agreed, in_practice, in_feedback, evaluated])
def test_a_low_word_at_any_time_opens_a_checkpoint_in_which_it_counts(stage: Any) -> None:
    """C16: a low word outside a checkpoint did nothing."""
    story: Story = stage()
    assert story.engagement.checkpoint is None
    says(story, LEARNER, 4)
    assert reason(story) == "asked_again"
    assert "enrollment" in story.missing()
    says(story, COACH, 9)
    assert story.engagement.at_risk, "all have answered, and it is not passed"
    says(story, LEARNER, 5)
    assert "enrollment" not in story.missing()


def test_a_good_word_opens_nothing_and_neither_does_a_low_one_while_closing() -> None:
    story = in_practice()
    says(story, LEARNER, 5)
    assert story.engagement.checkpoint is None
    closing = in_closing()
    says(closing, LEARNER, 0)
    assert closing.engagement.checkpoint is None


def test_a_corrected_word_counts_only_where_it_was_said() -> None:
    story = in_practice()
    said = story.engagement.every(Commitment)
    before = next(one.entry_id for one in said if one.by == LEARNER)
    story.later(22)
    assert reason(story) == "silence"
    says(story, LEARNER, 10, corrects=before)
    says(story, COACH, 9)
    assert "enrollment" in story.missing(), "the learner's word is of the time before"
    now = says(story, LEARNER, 2)
    says(story, LEARNER, 8, corrects=now)
    assert "enrollment" not in story.missing()


def test_the_first_stage_is_not_left_with_a_checkpoint_open() -> None:
    """C16: initial interest could be left with a checkpoint open."""
    story = agreed()
    assert story.missing() == ()
    says(story, LEARNER, 2)
    assert story.refuses(COACH, "advance_stage") == "requirement_unmet"
    enrolls(story)
    story.does(COACH, "advance_stage")
    assert story.stage == "joint_planning"


def test_going_back_to_joint_planning_opens_a_checkpoint() -> None:
    """C16: it opened none."""
    story = in_feedback()
    story.does(COACH, "go_back", to="joint_planning")
    assert reason(story) == "planning"


@pytest.mark.parametrize("participation", ["mandated", "voluntary"])
def test_a_no_is_a_no(participation: str) -> None:
    story = launched(participation=participation)
    no = "I do not want this"
    story.does(LEARNER, "decline_coaching", reason=no)
    assert story.engagement.outcome == "not_enrolled"
    for person in (COACH, SUPERVISOR, COORDINATOR):
        assert no not in repr(story.sees(person))
        assert "coaching_declined" not in {line.kind for line in story.sees(person)}
    assert [line["told"] for line in story.knows(SUPERVISOR, "engagement_ended")] == ["ended"]
    assert story.knows(COORDINATOR, "engagement_ended")[0]["outcome"] == "not_enrolled"


def test_a_no_in_a_group_is_that_learners_alone() -> None:
    story = group(in_planning, 3)
    story.does(GROUP[0], "decline_coaching")
    assert story.learners == GROUP[1:3]
    assert story.engagement.learners[GROUP[0]].outcome == "not_enrolled"
    assert story.engagement.live


def test_silence_opens_a_checkpoint() -> None:
    story = in_practice()
    story.later(20)
    assert story.engagement.checkpoint is None
    story.later(2)
    assert reason(story) == "silence"


def test_two_sessions_missed_in_a_row_open_a_checkpoint() -> None:
    story = in_practice()
    for _ in range(2):
        assert story.engagement.checkpoint is None
        session = story.does(COACH, "schedule_session", starts=story.now)
        story.does(COACH, "miss_session", session=session)
    assert reason(story) == "sessions_missed"


def _threshold(story: Story, level: int) -> None:
    settings = story.agency.settings.model_copy(update={"commitment_threshold": level})
    story.agency = story.agency.model_copy(update={"settings": settings})


def test_a_checkpoint_keeps_the_threshold_it_opened_with() -> None:
    story = in_planning()
    says(story, LEARNER, 6)
    _threshold(story, 8)
    story.later(0)
    assert not story.engagement.at_risk
    says(story, COACH, 6)
    assert story.kinds()[-1] == "checkpoint_passed"


def test_the_next_checkpoint_has_the_threshold_of_its_day() -> None:
    story = in_practice()
    _threshold(story, 8)
    story.later(22)
    enrolls(story, level=7)
    assert story.engagement.at_risk
    _threshold(story, 3)
    enrolls(story, level=7)
    assert story.engagement.at_risk, "it was asked for 8"
    enrolls(story, level=8)
    assert not story.engagement.at_risk


def test_nobody_is_late_for_a_coach_who_is_not_there() -> None:
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_coach")
    says(story, LEARNER, 9)
    assert "checkpoint_passed" not in story.kinds()[-2:], "there is no coach to be enrolled with"
    story.later(15)
    assert not story.engagement.at_risk


def test_a_pause_stands_the_due_date_still() -> None:
    story = in_planning()
    story.later(5)
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.later(30)
    story.does(COORDINATOR, "resume_engagement")
    story.later(4)
    assert not story.engagement.at_risk
    story.later(2)
    assert story.engagement.at_risk


def test_only_the_engine_notices_a_stall_or_a_missed_date() -> None:
    story = in_practice()
    stall = {"reason": "silence"}
    assert story.refuses(COORDINATOR, "notice_stall", **stall) == "role_may_not"
    assert story.refuses(COACH, "mark_checkpoint_overdue") == "role_may_not"


def test_the_engine_finds_nothing_late_before_the_due_date() -> None:
    story = in_planning()
    story.does("engine", "mark_checkpoint_overdue", via="engine")
    assert story.kinds()[-1] == "checkpoint_opened"
    story.now += timedelta(days=11)
    story.does("engine", "mark_checkpoint_overdue", via="engine")
    assert story.kinds()[-2:] == ["checkpoint_overdue", "enrollment_at_risk"]


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


def test_nor_does_taking_the_word_back() -> None:
    story = in_planning()
    says(story, COACH, 9)
    said = says(story, LEARNER, 9, "No time")
    back = {"entry": said, "reason": "Said too much"}
    assert story.refuses(LEARNER, "retract_entry", **back) == "barriers_stay"
    story.does(LEARNER, "answer_barrier", barrier=f"{said}/1", answer="Fridays are kept free")
    story.does(LEARNER, "retract_entry", **back)
