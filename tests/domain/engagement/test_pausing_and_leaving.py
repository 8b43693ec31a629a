"""Pausing stops the clock; leaving is always open; what has ended stays as it ended."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from domain.engagement.records.practice import NextStep
from domain.engagement.standing import Status
from domain.engagement.views.closing_summary import summary_lines
from domain.engagement.views.papers import EndedLine
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    PEER,
    SUPERVISOR,
    Story,
    acknowledges,
    closed,
    enrolls,
    group,
    in_feedback,
    in_planning,
    in_practice,
    launched,
    peers,
)

LEAVING: dict[str, tuple[str, str, dict[str, Any]]] = {
    "withdrew": (LEARNER, "withdraw_from_coaching", {}),
    "declined": (LEARNER, "decline_coaching", {"reason": "Private matters"}),
    "referred": (COACH, "refer_learner", {"referred_to": "Counselling", "ends_part": True}),
    "ended": (COORDINATOR, "end_engagement", {"reason": "The unit closes"}),
    "not_enrolled": (COORDINATOR, "end_engagement", {"outcome": "not_enrolled", "reason": "x"}),
}


def ended_by(way: str) -> Story:
    story = in_practice()
    by, kind, fields = LEAVING[way]
    story.does(COACH, "schedule_session", starts=story.now + timedelta(days=3))
    if way == "not_enrolled":
        story.does(LEARNER, "declare_commitment", level=2, committed_to="I am not sure")
    story.does(by, kind, **fields)
    return story


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


def test_after_a_pause_the_same_occasions_keep_their_key() -> None:
    story = in_practice()
    story.does(COACH, "schedule_session", starts=story.now + timedelta(days=90))
    story.later(1)
    before = {d.key: d.due for d in story.duties()}
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.later(30)
    story.does(COORDINATOR, "resume_engagement")
    after = {d.key: d.due for d in story.duties()}
    assert before.keys() == after.keys()
    moved = [key for key in before if after[key] == before[key] + timedelta(days=30, minutes=1)]
    assert any(key.startswith("stage_work/") for key in moved)


def test_the_reason_of_a_pause_is_the_coordinators() -> None:
    story = in_practice()
    story.does(COORDINATOR, "pause_engagement", reason="Surgery")
    for person in (LEARNER, COACH, SUPERVISOR):
        assert story.knows(person, "engagement_paused") == [{}]


def test_withdrawal_is_always_open_and_its_reason_stays_with_the_learner() -> None:
    story = launched()
    story.does(COORDINATOR, "pause_engagement", reason="x")
    story.does(LEARNER, "withdraw_from_coaching", reason="Private matters")
    assert story.engagement.status is Status.ENDED
    for person in (COACH, SUPERVISOR, COORDINATOR):
        assert "Private" not in str(story.sees(person))
    assert "Private" in str(story.sees(LEARNER))


def test_an_ending_without_a_closing_cancels_what_is_planned() -> None:
    for way in LEAVING:
        story = ended_by(way)
        assert "session_cancelled" in story.kinds(), way
        assert story.kinds()[-1] == "engagement_ended", way


def test_each_person_concerned_learns_the_fact_once() -> None:
    for way in LEAVING:
        story = ended_by(way)
        told = [(d.recipient, d.how.value) for d in story.duties() if d.what == "ended/1"]
        people = (LEARNER, COACH, SUPERVISOR, COORDINATOR)
        assert sorted(told) == sorted((person, "remind") for person in people), way


def test_the_supervisor_reads_the_same_line_whatever_the_kind() -> None:
    lines = {}
    for way in LEAVING:
        story = ended_by(way)
        (line,) = summary_lines(story.engagement, {}, AGENCY)
        assert isinstance(line, EndedLine)
        lines[way] = line.model_dump(exclude={"ended"})
    assert len({str(line) for line in lines.values()}) == 1
    assert set(lines["withdrew"]) == {"line", "engagement_id", "learner"}


def test_the_supervisor_is_not_told_how_it_ended() -> None:
    for way in ("withdrew", "declined", "referred", "not_enrolled"):
        story = ended_by(way)
        assert story.knows(SUPERVISOR, "engagement_ended") == [{"told": "ended"}], way
        assert "outcome" in story.knows(COORDINATOR, "engagement_ended")[0]
        seen = {line.kind for line in story.sees(SUPERVISOR)}
        assert not seen & {"learner_withdrew", "coaching_declined", "learner_referred"}, way


def test_what_is_closed_is_not_ended_as_not_enrolled() -> None:
    story = closed()
    not_enrolled = {"outcome": "not_enrolled", "reason": "x"}
    assert story.refuses(COORDINATOR, "end_engagement", **not_enrolled) == "already_closed"
    story.does(COORDINATOR, "end_engagement", reason="The unit closes")
    assert story.engagement.outcome == "completed"
    assert story.refuses(COORDINATOR, "end_engagement", **not_enrolled) == "ended"


def test_withdrawal_after_closing_stops_the_follow_ups_and_leaves_the_receipt() -> None:
    story = closed()
    story.does(LEARNER, "withdraw_from_coaching")
    assert story.engagement.status is Status.FOLLOWING_UP
    names = {d.name for d in story.duties()}
    assert "follow_up" not in names
    assert "handoff_acknowledgement" in names
    acknowledges(story)
    story.later(0)
    assert story.engagement.outcome == "completed"


def test_withdrawal_after_closing_and_receipt_ends_it_as_it_was() -> None:
    story = closed()
    acknowledges(story)
    story.does(LEARNER, "withdraw_from_coaching")
    assert story.engagement.outcome == "completed"


def test_in_a_group_one_leaves_and_the_others_go_on() -> None:
    story = group(in_practice, size=3)
    one, two, _ = story.learners
    story.does(one, "withdraw_from_coaching", reason="Private")
    assert story.engagement.status is Status.ACTIVE
    assert one not in story.learners
    assert story.knows(SUPERVISOR, "part_ended") == [{"about": [one], "told": "ended"}]
    assert story.knows(two, "part_ended") == [{"about": [one], "told": "ended"}]
    told = {d.recipient for d in story.duties() if d.name == "part_ended"}
    assert told == {one, COACH, SUPERVISOR, COORDINATOR}
    assert story.refuses(one, "write_reflection", answers={"aim": "x"}) == "not_in_engagement"
    (line,) = summary_lines(story.engagement, {}, AGENCY)
    assert isinstance(line, EndedLine)


def test_who_leaves_a_group_no_longer_holds_up_its_commitment_check() -> None:
    story = group(in_planning, size=2)
    one, two = story.learners
    for person in (two, COACH):
        story.does(person, "declare_commitment", level=8, committed_to="Plans")
    assert story.engagement.checkpoint is not None
    story.does(one, "withdraw_from_coaching")
    assert story.engagement.checkpoint is None


def test_the_last_of_a_group_to_leave_ends_it() -> None:
    story = group(in_practice, size=2)
    one, two = story.learners
    story.does(COACH, "refer_learner", about=[one], referred_to="Counselling", ends_part=True)
    story.does(two, "withdraw_from_coaching")
    assert story.engagement.outcome == "withdrawn"
    assert story.engagement.learners[one].outcome == "referred"


def test_the_coordinator_can_end_one_learners_part() -> None:
    story = group(in_practice, size=3)
    one, two, three = story.learners
    story.does(COORDINATOR, "end_engagement", about=[one, two], reason="They change units")
    assert story.learners == (three,)
    assert story.knows(COORDINATOR, "part_ended")[0]["reason"] == "They change units"
    assert "change units" not in str(story.sees(COACH))


def test_of_two_peers_the_other_goes_on_with_a_coach_to_be_assigned() -> None:
    story = peers()
    story.does(PEER, "schedule_session", starts=story.now + timedelta(days=3))
    story.does(PEER, "withdraw_from_coaching")
    assert story.engagement.status is Status.ACTIVE
    assert (story.engagement.relation, story.engagement.coach) == ("internal", None)
    assert "session_cancelled" in story.kinds()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert story.coaches == (OTHER_COACH,)


def test_a_referral_need_not_end_the_coaching_and_stays_between_the_two() -> None:
    story = in_practice()
    story.does(COACH, "refer_learner", referred_to="Counselling")
    assert story.engagement.status is Status.ACTIVE
    assert story.knows(LEARNER, "learner_referred")[0]["referred_to"] == "Counselling"
    for person in (SUPERVISOR, COORDINATOR):
        assert story.knows(person, "learner_referred") == []


def test_a_pause_moves_open_next_steps_and_leaves_agreed_days_alone() -> None:
    story = in_feedback()
    due = story.now.date() + timedelta(days=5)
    story.does(COACH, "agree_next_step", step="x", owner=LEARNER, due=due)
    end = story.engagement.expected_end
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.later(29.9)
    story.does(COORDINATOR, "resume_engagement")
    assert story.engagement.every(NextStep)[0].due == due + timedelta(days=30)
    assert story.engagement.expected_end == end


def test_a_pause_in_the_evening_moves_a_step_that_was_due_that_very_day() -> None:
    story = in_practice()
    due = story.now.date() + timedelta(days=2)
    story.does(COACH, "agree_next_step", step="Write one more", owner=LEARNER, due=due)
    late = datetime.combine(due, time(1), UTC) + timedelta(
        days=1
    )  # five in the afternoon in Los Angeles
    story.later((late - story.now) / timedelta(days=1))
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.later(30)
    story.does(COORDINATOR, "resume_engagement")
    [step] = story.engagement.every(NextStep)
    assert step.due >= due + timedelta(days=30)


def test_a_pause_moves_the_day_by_which_commitment_is_asked() -> None:
    story = in_planning()
    check = story.engagement.checkpoint
    assert check is not None
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.later(30)
    story.does(COORDINATOR, "resume_engagement")
    moved = story.engagement.checkpoint
    assert moved is not None
    assert moved.due == check.due + timedelta(days=30, minutes=1)
    enrolls(story)


def test_in_a_pause_a_session_is_called_off_and_going_back_is_open() -> None:
    story = in_practice()
    later = story.now + timedelta(days=3)
    session = story.does(COACH, "schedule_session", starts=later)
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.does(LEARNER, "cancel_session", session=session)
    story.does(LEARNER, "go_back", to="joint_planning")
    assert story.refuses(COACH, "advance_stage") == "paused"


def test_concern_disclosure_and_consent_outlive_ones_part() -> None:
    story = in_practice()
    story.does(LEARNER, "give_consent", consent="scores_in_reports", given=True)
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    told = {"ground": "duty_to_report", "to": "Hotline", "content": "x"}
    story.does(COACH, "disclose", learner_first="unsafe_to_tell", **told)
    story.does(LEARNER, "withdraw_from_coaching")
    story.does(LEARNER, "raise_concern", concern="I was pressed")
    story.does(LEARNER, "give_consent", consent="scores_in_reports", given=False)
    assert story.refuses("somebody", "raise_concern", concern="x") == "not_in_engagement"


def test_the_open_steps_of_who_has_left_are_nobodys_to_remind_of() -> None:
    story = group(in_feedback, size=2)
    due = story.now.date() + timedelta(days=5)
    step = story.does(COACH, "agree_next_step", step="x", owner=GROUP[0], due=due)
    story.does(GROUP[0], "withdraw_from_coaching")
    assert [d.what for d in story.duties() if step in d.what] == []


def test_in_a_group_one_learner_promises_nothing_for_another() -> None:
    story = group(in_feedback, size=2)
    promised = {"step": "x", "due": story.now.date() + timedelta(days=5)}
    other = story.refuses(GROUP[0], "agree_next_step", owner=GROUP[1], **promised)
    assert other == "about_yourself_only"
    step = story.does(GROUP[1], "agree_next_step", owner=GROUP[1], **promised)
    assert story.refuses(GROUP[0], "complete_next_step", step=step) == "unknown_entry"
    story.does(GROUP[1], "complete_next_step", step=step)


def test_a_session_of_the_past_is_not_announced() -> None:
    story = in_practice()
    past = story.does(COACH, "schedule_session", starts=story.now - timedelta(days=2))
    assert {d.name for d in story.duties() if past in d.what} == {"session_outcome"}
    soon = story.does(COACH, "schedule_session", starts=story.now + timedelta(days=5))
    assert "session" in {d.name for d in story.duties() if soon in d.what}
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.later(20)
    story.does(COORDINATOR, "resume_engagement")
    assert {d.name for d in story.duties() if soon in d.what} == {"session_outcome"}


def test_nothing_is_planned_in_a_pause() -> None:
    story = in_practice()
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    starts = story.now + timedelta(days=5)
    assert story.refuses(COACH, "schedule_session", starts=starts) == "paused"


def test_nobody_is_told_anything_in_coaching_once_they_have_left() -> None:
    story = group(in_feedback, size=2)
    story.does(GROUP[0], "withdraw_from_coaching")
    given = {"about": [GROUP[0]], "rung": "clarify"}
    assert story.refuses(COACH, "give_feedback", **given) == "unknown_learner"


def test_who_said_yes_is_not_ended_as_not_enrolled() -> None:
    story = in_practice()
    not_enrolled = {"outcome": "not_enrolled", "reason": "x"}
    assert story.refuses(COORDINATOR, "end_engagement", **not_enrolled) == "enrollment_reached"
    story.does(LEARNER, "declare_commitment", level=2, committed_to="I am not sure")
    story.does(COORDINATOR, "end_engagement", **not_enrolled)
    assert story.engagement.outcome == "not_enrolled"


def test_learner_or_coach_asks_for_a_pause_and_the_coordinator_learns_the_fact_alone() -> None:
    story = in_practice()
    story.does(LEARNER, "ask_for_pause", reason="My mother is ill")
    assert "pause_asked" in story.owed_to(COORDINATOR)
    assert story.knows(COACH, "pause_asked")[0]["reason"] == "My mother is ill"
    assert "reason" not in story.knows(COORDINATOR, "pause_asked")[0]
    assert story.knows(SUPERVISOR, "pause_asked") == []
    story.does(COORDINATOR, "pause_engagement", reason="As asked")
    story.does(COORDINATOR, "resume_engagement")
    assert "pause_asked" not in story.owed_to(COORDINATOR)


def test_only_the_two_ask_for_a_pause() -> None:
    assert in_practice().refuses(SUPERVISOR, "ask_for_pause") == "role_may_not"
