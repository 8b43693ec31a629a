"""A goal that two learners share: a coach sees a line of each, not one through both."""

from console.pages.beside import charts_of
from console.rendering.render import _environment
from services.reading.goals_view import goals_view
from tests.domain.given import COACH, GROUP, SMART, Story, group, in_planning
from tests.services.story_read import read_by


def _shared() -> Story:
    story = group(in_planning, size=2)
    goal = story.does(COACH, "set_goal", goal=SMART, about=list(GROUP[:2]))
    for learner, rating in ((GROUP[0], 2), (GROUP[1], 9), (GROUP[0], 4)):
        story.does(learner, "rate_goal", goal=goal, rating=rating)
    return story


def _drawn(story: Story, person: str) -> str:
    read = read_by(story, person)
    (goal,) = goals_view(read)
    drawn = charts_of(goal, read)
    template = _environment().get_template("parts/ratings.html")
    return template.render(goal=goal, drawn=drawn, n=1, short=str)


def test_the_coach_sees_a_picture_and_a_table_of_each() -> None:
    story = _shared()
    read = read_by(story, COACH)
    (goal,) = goals_view(read)
    points = {
        who: [value for _, _, value, _ in chart.points] for who, _, chart in charts_of(goal, read)
    }
    assert points == {GROUP[0]: [2, 4], GROUP[1]: [9]}
    shown = _drawn(story, COACH)
    assert [shown.count(one) for one in ("<svg", "<table", "<h4>")] == [2, 2, 2]


def test_a_learner_sees_the_own_line_alone() -> None:
    shown = _drawn(_shared(), GROUP[0])
    assert [shown.count(one) for one in ("<svg", "<table", "<h4>")] == [1, 1, 0]
