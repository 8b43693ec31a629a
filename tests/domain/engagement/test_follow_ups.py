"""After closing: follow-ups on the days promised, the development plan, the end."""

from datetime import timedelta

from domain.agency.agency import Agency
from domain.calendar.local_date import local_date
from domain.engagement.standing import Status
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    LEARNER,
    SUPERVISOR,
    acknowledges,
    closed,
    in_closing,
    sees_handoff,
)

PLAN = {
    "strengths": ["Listens first"],
    "growth_areas": ["Shorter plans"],
    "actions": [{"text": "Sit in on two reviews", "due": "2027-06-01"}],
    "supports": ["The unit's peers"],
}


def with_follow_ups(*days: int) -> Agency:
    settings = AGENCY.settings.model_copy(update={"follow_up_days": days})
    return AGENCY.model_copy(update={"settings": settings})


def test_a_follow_up_can_be_answered_once_its_day_has_come() -> None:
    story = closed()
    refusal = story.refusal(SUPERVISOR, "answer_follow_up", days=30, still_used=True)
    assert refusal.code == "follow_up_ahead"
    assert refusal.facts["day"] == story.engagement.closing.follow_ups[0].day.isoformat()
    story.later(30)
    story.does(SUPERVISOR, "answer_follow_up", days=30, still_used=True)
    assert story.refuses(SUPERVISOR, "answer_follow_up", days=30, still_used=False) == (
        "follow_up_answered"
    )
    assert story.refuses(SUPERVISOR, "answer_follow_up", days=90, still_used=True) == (
        "follow_up_ahead"
    )


def test_other_settings_leave_the_days_promised_as_they_are() -> None:
    story = closed()
    story.agency = with_follow_ups(10)
    assert [d.occasion for d in story.duties() if d.name == "follow_up" and d.how == "remind"] == [
        "30",
        "90",
    ]
    story.later(30)
    assert story.refuses(SUPERVISOR, "answer_follow_up", days=10, still_used=True) == (
        "unknown_follow_up"
    )
    story.does(SUPERVISOR, "answer_follow_up", days=30, still_used=True)


def test_the_days_the_handoff_names_are_the_days_that_are_kept() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    made = local_date(story.now, AGENCY)
    sees_handoff(story)
    story.later(6)
    story.does(COACH, "advance_stage")
    days = [line.day for line in story.engagement.closing.follow_ups]
    assert days == [made + timedelta(days=30), made + timedelta(days=90)]
    due = [d.due for d in story.duties() if d.what == "follow_up/30" and d.how == "remind"]
    assert [local_date(at, AGENCY) for at in due] == days[:1]


def test_a_wrong_answer_is_corrected_by_its_author() -> None:
    story = closed()
    story.later(31)
    answer = story.does(SUPERVISOR, "answer_follow_up", days=30, still_used=True)
    story.does(SUPERVISOR, "answer_follow_up", days=30, still_used=False, corrects=answer)
    assert story.knows(LEARNER, "follow_up_answered")[-1]["still_used"] is False


def test_it_ends_once_all_is_answered_and_acknowledged() -> None:
    story = closed()
    acknowledges(story)
    for days in (30, 60):
        story.later(days)
        asked = 30 if days == 30 else 90
        story.does(SUPERVISOR, "answer_follow_up", days=asked, still_used=True)
    story.later(0)
    assert story.engagement.status is Status.ENDED
    assert story.engagement.outcome == "completed"


def test_late_answers_are_waited_for_and_then_it_ends() -> None:
    story = closed()
    story.later(91)
    assert story.engagement.status is Status.FOLLOWING_UP
    story.later(30)
    assert story.engagement.outcome == "completed"


def test_an_agency_without_follow_ups_ends_with_the_acknowledgement() -> None:
    story = closed(agency=with_follow_ups())
    story.later(5)
    assert story.engagement.status is Status.FOLLOWING_UP
    acknowledges(story)
    story.later(0)
    assert story.engagement.outcome == "completed"


def test_a_learners_development_plan_is_the_supervisors_from_the_handoff_on() -> None:
    story = in_closing()
    story.does(LEARNER, "write_development_plan", plan=PLAN)
    assert story.knows(SUPERVISOR, "development_plan_written") == []
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    sees_handoff(story)
    shown = story.knows(SUPERVISOR, "development_plan_written")[0]["plan"]
    assert shown["strengths"] == ["Listens first"]
    assert story.knows(COORDINATOR, "development_plan_written") == []
    assert story.refuses(COACH, "write_development_plan", plan=PLAN) == "role_may_not"


def test_a_development_plan_looks_ahead() -> None:
    past = {**PLAN, "actions": [{"text": "Yesterday", "due": "2027-01-01"}]}
    story = closed()
    assert story.refuses(SUPERVISOR, "write_development_plan", plan=past) == "planned_day_past"
    slip = {**PLAN, "actions": [{"text": "Some day", "due": "2207-01-01"}]}
    assert story.refuses(SUPERVISOR, "write_development_plan", plan=slip) == "date_far_off"
    story.does(SUPERVISOR, "write_development_plan", plan=PLAN)
    assert story.knows(LEARNER, "development_plan_written")
