"""The program report against figures worked out by hand, and what it never tells (ch. 10)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.base.messages import Event
from domain.base.refusals import Refusal
from domain.instruments.shelf import released
from domain.program.course import Course, course_of
from domain.program.report import Report, report, require_enough
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GARS,
    GROUP,
    LEARNER,
    START,
    Story,
    closed,
    evaluated,
    group,
    in_closing,
    in_planning,
)


def course(n: int, **more: Any) -> Course:
    given = {
        "learner": f"learner-{n}",
        "unit": "supervisor-1",
        "cohort": "Spring",
        "finished_at": START,
        "completed": True,
        "sessions": n,
        "days": {"skills_based/1/practice": float(n)},
    }
    return Course(**{**given, **more})


def figures(made: Report) -> dict[str, tuple[int | None, float | None]]:
    return {one.key: (one.people, one.value) for one in made.measures}


def test_means_and_medians_are_of_those_there_are() -> None:
    courses = [course(n, completed=n != 5, enrollment=(n, n + 3.0)) for n in range(1, 6)]
    made = report([*courses, course(6)], START, 5, {})
    found = figures(made)
    assert found["completed"] == (6, 0.83)  # 5 of 6
    assert found["sessions"] == (6, 3.5)  # 21 by 6
    assert found["enrollment_start"] == (5, 3.0)
    assert found["enrollment_end"] == (5, 6.0)
    assert found["attainment_end"] == (None, None)
    [stage] = made.stages
    assert (stage.key, stage.people, stage.value) == ("skills_based/1/practice", 6, 3.5)


def test_of_fewer_than_the_least_nothing_is_said() -> None:
    made = report([course(n) for n in range(4)], START, 5, {})
    assert {people for people, _ in figures(made).values()} == {None}
    assert [one.value for one in made.stages] == [None]


def test_a_small_unit_takes_another_with_it() -> None:
    courses = [course(n, unit="a") for n in range(6)]
    courses += [course(n, unit="b") for n in range(7)]
    courses += [course(n, unit="c") for n in range(2)]
    made = report(courses, START, 5, {})
    shown = {
        one.name: next(m.people for m in one.measures if m.key == "sessions") for one in made.units
    }
    assert shown["c"] is None
    assert list(shown.values()).count(None) >= 2, "alone it could be worked out from the total"


def test_adoption_groups_are_of_cohorts() -> None:
    courses = [course(n, cohort="Spring") for n in range(5)]
    courses += [course(n, cohort="Fall", sessions=10) for n in range(5)]
    made = report(courses, START, 5, {"Spring": "early_adopters", "Fall": "late_majority"})
    sessions = {
        one.name: next(m.value for m in one.measures if m.key == "sessions")
        for one in made.adoption
    }
    assert sessions == {"early_adopters": 2.0, "late_majority": 10.0}


def test_a_figure_stands_while_fewer_than_the_least_came_to_it() -> None:
    first = report([course(n, enrollment=(1, 2)) for n in range(5)], START, 5, {})
    more = [course(n, enrollment=(1, 2)) for n in range(5)]
    more += [course(5, enrollment=(9, 9)), *(course(n) for n in range(6, 10))]
    second = report(more, START, 5, {}, first)
    assert figures(second)["sessions"] == (10, 4.5), "five more sessions to tell of"
    assert figures(second)["enrollment_end"] == (5, 2.0), "one more would be that one's"


def _finished(story: Story, learner: str = LEARNER) -> Course:
    events: list[Event] = list(story.events)
    found = course_of(story.engagement, events, learner)
    assert found is not None
    return found


def test_a_course_is_there_once_coaching_is_over() -> None:
    story = evaluated()
    assert course_of(story.engagement, list(story.events), LEARNER) is None
    story = closed()
    done = _finished(story)
    assert done.completed
    assert done.unit == "supervisor-1"
    days = sum(done.days.values())
    over, launched = story.engagement.closing.closed_at, story.engagement.launched_at
    assert over is not None
    assert days == pytest.approx((over - launched) / timedelta(days=1))


def test_days_do_not_count_while_the_clock_stands_still() -> None:
    story = in_planning()
    before = story.now
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.later(40)
    story.does(COORDINATOR, "resume_engagement")
    story.does(LEARNER, "withdraw_from_coaching")
    done = _finished(story)
    assert not done.completed
    assert sum(done.days.values()) == pytest.approx((before - START) / timedelta(days=1), abs=0.1)


def test_first_and_last_words_scores_and_sessions() -> None:
    story = in_planning()
    goal = story.does(LEARNER, "set_goal", goal={**GARS, "weight": 2})
    items = released("coaching_readiness", 1).items
    for yes in (4, 9):
        counted = [one.key for one in items if not one.warns]
        given = {key: int(n < yes) for n, key in enumerate(counted)}
        answered = {"items": {**given, **{one.key: 0 for one in items if one.warns}}}
        story.does(LEARNER, "answer_instrument", instrument="coaching_readiness", answered=answered)
    for level in (4, 9):
        story.does(LEARNER, "declare_commitment", level=level, committed_to="Plans")
    for starts in range(3):
        session = story.does(COACH, "schedule_session", starts=story.now)
        story.later(1)
        outcome = "hold_session" if starts else "miss_session"
        done = {"done": "Two plans"} if starts else {}
        story.does(COACH, outcome, session=session, **done)
    for rating in (-2, 1):
        story.does(LEARNER, "rate_goal", goal=goal, rating=rating)
    story.does(LEARNER, "withdraw_from_coaching")
    found = _finished(story)
    assert found.sessions == 2
    assert found.enrollment == (4, 9)
    assert found.readiness == (4, 9)
    assert found.attainment == (30.0, 60.0)  # one scale: 50 + 10 times the rating


def test_a_goal_that_two_share_counts_for_each_as_they_rated_it() -> None:
    story = group(in_planning, size=2)
    goal = story.does(COACH, "set_goal", goal=GARS, about=list(GROUP[:2]))
    for learner, ratings in ((GROUP[0], (-2, -1)), (GROUP[1], (1, 2))):
        for rating in ratings:
            story.does(learner, "rate_goal", goal=goal, rating=rating)
        story.does(learner, "withdraw_from_coaching")
    assert _finished(story, GROUP[0]).attainment == (30.0, 40.0)
    assert _finished(story, GROUP[1]).attainment == (60.0, 70.0)


def test_in_a_group_who_left_is_told_apart_from_who_stayed() -> None:
    story = group(in_closing, size=3)
    story.does(GROUP[0], "withdraw_from_coaching")
    left = _finished(story, GROUP[0])
    assert not left.completed
    assert course_of(story.engagement, list(story.events), GROUP[1]) is None


def test_a_new_report_waits_for_enough_learners_more() -> None:
    first = report([course(n) for n in range(5)], START, 5, {})
    require_enough([course(n) for n in range(10)], first, 5)
    for courses, before, more in ((9, first, 1), (4, None, 1), (3, first, 7)):
        with pytest.raises(Refusal) as refused:
            require_enough([course(n) for n in range(courses)], before, 5)
        assert refused.value.code == "too_few_finished"
        assert refused.value.facts["more"] == more
