"""The program report against figures worked out by hand, and what it never tells (ch. 10)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.base.messages import Event
from domain.base.refusals import Refusal
from domain.engagement.views.closing_summary import finished
from domain.instruments.shelf import released
from domain.program.course import Course, course_of
from domain.program.making import Made, report
from domain.program.report import Group, Report, require_enough
from domain.program.trust import column_of
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
        "engagement": f"engagement-{n}",
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
    made = report([*courses, course(6)], START, 5, {}).report
    found = figures(made)
    assert found["completed"] == (6, 0.83)  # 5 of 6
    assert found["sessions"] == (6, 3.5)  # 21 by 6
    assert found["enrollment_start"] == (5, 3.0)
    assert found["enrollment_end"] == (5, 6.0)
    assert found["attainment_end"] == (None, None)
    [stage] = made.stages
    assert (stage.key, stage.people, stage.value) == ("skills_based/1/practice", 6, 3.5)


def test_of_fewer_than_the_least_nothing_is_said() -> None:
    made = report([course(n) for n in range(4)], START, 5, {}).report
    assert {people for people, _ in figures(made).values()} == {None}
    assert [one.value for one in made.stages] == [None]


def test_a_small_unit_takes_another_with_it() -> None:
    courses = [course(n, unit="a") for n in range(6)]
    courses += [course(n, unit="b") for n in range(6, 13)]
    courses += [course(n, unit="c") for n in range(13, 15)]
    shown = _of(report(courses, START, 5, {}).report.units)
    assert shown["c"] == (None, None)
    found = list(shown.values())
    assert found.count((None, None)) >= 2, "alone it could be worked out from the total"


def test_adoption_groups_are_of_cohorts() -> None:
    courses = [course(n, cohort="Spring") for n in range(5)]
    courses += [course(n, cohort="Fall", sessions=10) for n in range(5, 10)]
    made = report(courses, START, 5, GROUPED)
    assert _of(made.report.adoption) == {"early_adopters": (5, 2.0), "late_majority": (5, 10.0)}


def test_who_is_in_no_adoption_group_can_not_be_worked_out_from_the_rest() -> None:
    courses = [course(n, cohort="Spring") for n in range(5)]
    courses += [course(n, cohort="Fall") for n in range(5, 10)]
    courses.append(course(10, cohort="Pilot", sessions=40))
    shown = _of(report(courses, START, 5, GROUPED).report.adoption)
    assert (None, None) in shown.values(), "the total less both groups is that one learner's"


def test_a_unit_less_an_adoption_group_is_of_enough_people_too() -> None:
    # All of Spring are of unit a, which has one learner more.
    courses = [course(n, cohort="Spring", unit="a") for n in range(5)]
    courses.append(course(5, cohort="Fall", unit="a", sessions=40))
    courses += [course(n, cohort="Fall", unit="b") for n in range(6, 12)]
    made = report(courses, START, 5, GROUPED).report
    assert _of(made.units)["a"] == (6, 8.33)  # 0+1+2+3+4+40 = 50, by 6
    assert set(_of(made.adoption).values()) == {(None, None)}


def test_somebody_coached_five_times_is_one_person() -> None:
    often = [course(n, learner="learner-0") for n in range(5)]
    made = report(often, START, 5, {}).report
    assert made.learners == 1
    assert {people for people, _ in figures(made).values()} == {None}
    with pytest.raises(Refusal):
        require_enough(often, (), 5)
    made = report([*often, *(course(n) for n in range(5, 9))], START, 5, {}).report
    assert figures(made)["sessions"] == (5, 4.0), "0 to 8 by 9 courses, of 5 people"


def _again(courses: list[Course], *before: Made) -> Made:
    """The report after others."""
    earlier = [one.columns for one in before]
    return report(courses, START, 5, GROUPED, before[-1].report, earlier)


def test_a_figure_stands_while_fewer_than_the_least_came_to_it() -> None:
    first = report([course(n, enrollment=(1, 2)) for n in range(5)], START, 5, {})
    more = [course(n, enrollment=(1, 2)) for n in range(5)]
    more += [course(5, enrollment=(9, 9)), *(course(n) for n in range(6, 10))]
    second = _again(more, first).report
    assert figures(second)["sessions"] == (10, 4.5), "five more sessions to tell of"
    assert figures(second)["enrollment_end"] == (5, 2.0), "one more would be that one's"


def test_one_who_came_while_another_left_moves_no_figure() -> None:
    first = report([course(n, enrollment=(1, 2)) for n in range(6)], START, 5, {})
    more = [course(n, enrollment=(1, 2)) for n in range(5)]
    more += [course(6, enrollment=(9, 9)), *(course(n) for n in range(7, 11))]
    found = figures(_again(more, first).report)["enrollment_end"]
    assert found == (6, 2.0), "as many people as before, and yet the difference is of two"


def test_units_do_not_tell_of_who_came_to_the_one_that_stands() -> None:
    first = report([course(n, unit="a" if n < 10 else "b") for n in range(20)], START, 5, {})
    more = [course(n, unit="a" if n < 10 else "b") for n in range(20)]
    more += [course(n, unit="a") for n in range(20, 25)]
    more.append(course(25, unit="b", sessions=99))
    second = _again(more, first).report
    (people, total), units = figures(second)["sessions"], _of(second.units)
    assert people == 26, "six came, which is enough"
    assert total == 15.35  # 0 to 24, and 99: 399 by 26
    assert units == _of(first.report.units), "the new total less the new a and the old b is 99"


def test_one_more_word_on_trust_moves_no_figure() -> None:
    first = report([trusting(n) for n in range(6)], START, 5, {})
    more = [trusting(0, last=3, end=1), *(trusting(n) for n in range(1, 6))]
    more += [course(n) for n in range(6, 11)]
    assert figures(_again(more, first).report)["trust_supervisor_end"] == (6, 4.0)


def test_a_first_word_on_trust_stays_the_same_whatever_is_said_later() -> None:
    first = report([trusting(n) for n in range(6)], START, 5, {})
    more = [trusting(n, last=3) if n < 5 else trusting(n) for n in range(6)]
    more += [trusting(6, start=7.0), *(course(n) for n in range(7, 11))]
    found = figures(_again(more, first).report)
    assert found["trust_supervisor_end"] == (7, 4.0), "five said it anew, and one came"
    assert found["trust_supervisor_start"] == (6, 2.0), "of the first words one came alone"


def test_trust_is_not_told_beside_a_figure_of_few_others() -> None:
    courses = [trusting(n) for n in range(6)]
    for last, told in ((8, None), (12, (6, 4.0))):
        shown = {"trust_supervisor": [column_of(dict.fromkeys(map(_learner, range(last)), 2))]}
        found = figures(report(courses, START, 5, {}, beside=shown).report)
        assert found["trust_supervisor_end"] == (told or (None, None)), last
        assert found["trust_supervisor_start"] == (6, 2.0), "of other words"


def test_trust_of_somebody_coached_twice_counts_once() -> None:
    twice = [trusting(n) for n in range(6)]
    twice.append(replace(twice[0], engagement="another"))
    made = report(twice, START, 5, {})
    assert figures(made.report)["trust_supervisor_end"] == (6, 4.0)
    assert len(made.columns["trust_supervisor_end"]) == 6
    assert figures(made.report)["sessions"][0] == 6


def _learner(n: int) -> str:
    return f"learner-{n}"


def trusting(n: int, *, last: int = 2, start: float = 2.0, end: float = 4.0) -> Course:
    """A course whose learner answered on trust before, and last as their word number `last`."""
    names = {"trust_supervisor_start": "1", "trust_supervisor_end": str(last)}
    return course(n, trust_supervisor=(start, end), trust_told=names)


def test_a_consent_taken_back_holds_from_the_next_report_on() -> None:
    first = report([course(n) for n in range(6)], START, 5, {})
    second = _again([course(n) for n in range(1, 11)], first)
    assert figures(second.report)["sessions"] == (10, 5.5), "five came, so who left is not told"
    third = _again([course(n) for n in range(1, 15)], first, second)
    assert figures(third.report)["sessions"] == (10, 5.5)


GROUPED = {"Spring": "early_adopters", "Fall": "late_majority"}


def _of(groups: tuple[Group, ...]) -> dict[str, tuple[int | None, float | None]]:
    """Group to people and sessions."""
    return {
        one.name: next((m.people, m.value) for m in one.measures if m.key == "sessions")
        for one in groups
    }


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


def test_who_leaves_the_following_up_had_finished_when_coaching_closed() -> None:
    story = group(closed, size=2)
    over = _finished(story, GROUP[0])
    story.later(3)
    story.does(GROUP[0], "withdraw_from_coaching")
    assert _finished(story, GROUP[0]) == over
    assert over.completed
    assert dict(finished(story.engagement))[GROUP[0]] == story.engagement.closing.closed_at


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


def test_a_session_of_the_group_counts_for_those_who_came() -> None:
    story = group(in_planning, size=2)
    for absent in ([], [GROUP[0]]):
        session = story.does(COACH, "schedule_session", starts=story.now)
        story.later(1)
        story.does(COACH, "hold_session", session=session, done="Two plans", absent=absent)
    for learner in GROUP[:2]:
        story.does(learner, "withdraw_from_coaching")
    assert [_finished(story, one).sessions for one in GROUP[:2]] == [1, 2]


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
    require_enough([course(n) for n in range(10)], [first.columns], 5)
    others = [course(n) for n in range(4, 9)]
    for courses, before in (
        ([course(n) for n in range(9)], first),
        ([course(n) for n in range(4)], None),
        ([course(n) for n in range(3)], first),
        (others, first),
    ):
        with pytest.raises(Refusal) as refused:
            require_enough(courses, [before.columns] if before else [], 5)
        assert refused.value.code == "too_few_finished"
        assert "more" not in refused.value.facts, "counted on, it tells who let theirs count"
