"""Disclosure: on a ground, as little as serves it, and the learner first unless that is unsafe."""

from datetime import timedelta

from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    SUPERVISOR,
    Story,
    group,
    in_practice,
)

HARM = {
    "ground": "serious_harm",
    "to": "The safety line",
    "content": "What was said",
    "learner_first": "unsafe_to_tell",
}
DUTY = {**HARM, "ground": "duty_to_report", "report_within_hours": 36}


def test_unsafe_to_tell_the_learner_knows_nothing_until_the_coach_says_it_is_safe() -> None:
    story = in_practice()
    before = story.sees(LEARNER)
    disclosure = story.does(COACH, "disclose", **HARM)
    assert story.sees(LEARNER) == before
    assert story.knows(COACH, "disclosed")[0]["content"] == "What was said"
    assert story.refuses(LEARNER, "tell_of_disclosure", disclosure=disclosure) == "not_author"
    story.does(COACH, "tell_of_disclosure", disclosure=disclosure)
    assert story.knows(LEARNER, "disclosed")[0]["content"] == "What was said"
    assert story.knows(LEARNER, "disclosure_told")


def test_only_the_recipient_reads_it() -> None:
    story = in_practice()
    story.does(COACH, "disclose", **HARM, to_person=SUPERVISOR)
    assert story.knows(SUPERVISOR, "disclosed")[0]["content"] == "What was said"
    assert story.knows(COORDINATOR, "disclosed") == []
    story.does(COACH, "disclose", **HARM, to_person="director-1")
    assert len(story.knows("director-1", "disclosed")) == 1


def test_told_first_the_learner_reads_it_at_once() -> None:
    story = in_practice()
    story.does(COACH, "disclose", **{**HARM, "learner_first": "told_first"})
    assert story.knows(LEARNER, "disclosed")[0]["content"] == "What was said"


def test_a_duty_to_report_has_its_clock_which_no_pause_stops() -> None:
    story = in_practice()
    disclosure = story.does(COACH, "disclose", **DUTY)
    due = story.now + timedelta(hours=36)
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    owed = [d for d in story.duties() if d.name == "report"]
    assert [d.recipient for d in owed] == [COACH, COACH]
    assert owed[0].due < owed[1].due < due
    story.does(COACH, "note_report", disclosure=disclosure)
    assert story.duties() == ()
    assert story.knows(SUPERVISOR, "report_made") == []


def test_only_where_duty_asks_for_it_a_report_is_noted() -> None:
    story = in_practice()
    disclosure = story.does(COACH, "disclose", **HARM)
    assert story.refuses(COACH, "note_report", disclosure=disclosure) == "no_duty_to_report"


def test_the_author_is_asked_whether_it_is_safe_by_now_and_nobody_else_hears_of_it() -> None:
    story = in_practice()
    story.does(COACH, "disclose", **HARM)
    story.later(8)
    assert "disclosure_to_tell" in story.owed_to(COACH)
    others = [d for d in story.duties() if d.name == "disclosure_to_tell" and d.recipient != COACH]
    assert others == []


def test_it_is_open_to_a_coach_who_has_left_about_a_learner_who_has_left() -> None:
    story = in_practice()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    story.does(LEARNER, "withdraw_from_coaching")
    story.does(COACH, "disclose", **HARM)
    assert story.knows(OTHER_COACH, "disclosed") == []


def test_in_a_group_it_says_whom_it_is_about() -> None:
    story: Story = group(in_practice, size=2)
    one, two = story.learners
    assert story.refuses(COACH, "disclose", **HARM) == "learner_unnamed"
    told = {**HARM, "learner_first": "told_first"}
    story.does(COACH, "disclose", about=[one], **told)
    assert story.knows(one, "disclosed")
    assert story.knows(two, "disclosed") == []


def test_what_the_learner_permitted_or_is_to_get_is_not_unsafe_to_tell_them() -> None:
    story = in_practice()
    permitted = {**HARM, "ground": "learner_permission"}
    assert story.refuses(COACH, "disclose", **permitted) == "learner_would_know"
    to_them = {**HARM, "to_person": LEARNER}
    assert story.refuses(COACH, "disclose", **to_them) == "learner_would_know"


def test_it_stays_open_once_the_engagement_has_ended() -> None:
    story = in_practice()
    story.does(LEARNER, "withdraw_from_coaching")
    told = story.does(COACH, "disclose", **DUTY)
    assert "report" in story.owed_to(COACH)
    story.does(COACH, "note_report", disclosure=told)
    assert "report" not in story.owed_to(COACH)
