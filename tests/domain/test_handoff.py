"""The handoff: what the learner tells, seen first, delivered once, acknowledged."""

from domain.calendar.local_date import local_date
from domain.engagement.stages import Status
from domain.engagement.views.closing_summary import summary_line
from tests.domain.given import (
    AGENCY,
    COACH,
    GARS,
    LEARNER,
    SMART,
    SUPERVISOR,
    closed,
    in_closing,
    launched,
)
from tests.domain.refusing import refused


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


def test_a_request_nobody_took_up_can_be_closed_by_the_learner() -> None:
    story = launched(coach=None)
    story.does(LEARNER, "start_closing")
    assert "goals" not in story.missing()
    story.does(LEARNER, "tell_results")
    story.does(LEARNER, "produce_handoff")
    story.does(LEARNER, "see_handoff")
    story.later(0.1)
    story.does(LEARNER, "advance_stage")
    content = story.engagement.closing.handoff
    assert content is not None
    assert content.goals == ()
    assert content.promised == "Not agreed"
    assert "coach_assigned" in content.missing
    story.later(121)
    assert story.engagement.outcome == "closed_early"


def test_a_goal_the_supervisor_never_confirmed_is_no_goal_as_agreed() -> None:
    story = in_closing()
    story.does(LEARNER, "set_goal", goal=GARS)
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    content = story.engagement.closing.handoff
    assert content is not None
    assert content.goals == (SMART["specific"],)


def test_the_days_the_handoff_names_are_the_days_that_are_kept() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    story.does(LEARNER, "see_handoff")
    story.later(6)
    story.does(COACH, "advance_stage")
    content = story.engagement.closing.handoff
    assert content is not None
    line = summary_line(story.engagement, {}, AGENCY)
    assert line.follow_ups == content.follow_ups
    due = [d.due for d in story.duties() if d.what == "follow_up/30" and d.how == "remind"]
    assert [local_date(at, AGENCY) for at in due] == [content.follow_ups[0]]
    story.does(SUPERVISOR, "answer_follow_up", days=30, still_used=True)
    assert summary_line(story.engagement, {}, AGENCY).follow_ups == content.follow_ups[1:]


def test_an_agency_without_follow_ups_ends_with_the_acknowledgement() -> None:
    story = closed()
    settings = AGENCY.settings.model_copy(update={"follow_up_days": ()})
    story.agency = AGENCY.model_copy(update={"settings": settings})
    story.later(5)
    assert story.engagement.status is Status.FOLLOWING_UP
    story.does(SUPERVISOR, "acknowledge_handoff")
    story.later(0)
    assert story.engagement.outcome == "completed"
