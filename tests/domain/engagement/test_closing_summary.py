"""The closing summary: one line for each learner, and nothing said in coaching."""

from datetime import timedelta

from domain.engagement.views.closing_summary import summary_lines
from domain.engagement.views.papers import EndedLine, SummaryLine
from tests.domain.given import AGENCY, COACH, Story, acknowledges, closed, group, in_closing


def lines(story: Story) -> tuple[SummaryLine | EndedLine, ...]:
    return summary_lines(story.engagement, {}, AGENCY)


def test_while_coaching_goes_on_there_is_no_line() -> None:
    assert lines(in_closing()) == ()


def test_a_closed_engagement_says_how_far_the_handoff_has_come() -> None:
    story = closed()
    (line,) = lines(story)
    assert isinstance(line, SummaryLine)
    assert (line.ended_as, line.handoff, len(line.follow_ups)) == ("completed", "waiting", 2)
    acknowledges(story)
    (line,) = lines(story)
    assert isinstance(line, SummaryLine)
    assert line.handoff == "acknowledged"


def test_who_left_a_group_is_not_said_to_have_completed() -> None:
    story = group(in_closing, size=2)
    one, two = story.learners
    story.does(one, "withdraw_from_coaching")
    story.does(COACH, "meet_to_close")
    story.does(two, "tell_results")
    story.does(COACH, "produce_handoff")
    story.does(two, "see_handoff", version=1)
    story.later(0.1)
    story.does(COACH, "advance_stage")
    assert [line.line for line in lines(story)] == ["ended", "closed"]


def test_sessions_are_counted_learner_by_learner() -> None:
    story = group(in_closing, size=2)
    one, two = story.learners
    starts = story.now - timedelta(days=1)
    session = story.does(COACH, "schedule_session", starts=starts, about=[one])
    story.does(COACH, "hold_session", session=session, done="A plan")
    for learner in (one, two):
        story.does(learner, "withdraw_from_coaching")
    assert [line.line for line in lines(story)] == ["ended", "ended"]
