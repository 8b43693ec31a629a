"""Goals: SMART or by scale, confirmed, rated on their own scale."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.base.refusals import RequirementUnmet
from tests.domain.given import (
    COACH,
    GARS,
    LEARNER,
    in_feedback,
    in_planning,
    in_practice,
    talks,
)
from tests.domain.refusing import refused


def test_every_goal_is_rated_on_its_own_scale_before_a_decision() -> None:
    story = in_feedback()
    story.does(LEARNER, "set_goal", goal=GARS, command_id="goal-2")
    talks(story)
    refused(story, "outside_scale", LEARNER, "rate_goal", goal="goal-2", rating=3)
    story.does(LEARNER, "rate_goal", goal="goal-2", rating=1)
    assert "goals_rated" in story.missing()
    refused(story, "role_may_not", COACH, "rate_goal", goal="goal-1", rating=5)
    with pytest.raises(RequirementUnmet):
        story.does(COACH, "decide_next", decision="closing")


@pytest.mark.parametrize(
    "broken",
    [
        {"baseline": 2},
        {"levels": GARS["levels"][:4]},  # type: ignore[index]
        {"levels": [{"description": "same", "amount": n} for n in range(1, 6)]},
        {"levels": [{"description": str(n), "amount": a} for n, a in enumerate((1, 3, 3, 7, 9))]},
        {"confirmed": ["one_behavior"]},
    ],
)
def test_a_scale_keeps_its_structural_rules(broken: dict[str, Any]) -> None:
    story = in_planning()
    with pytest.raises(ValidationError):
        story.does(LEARNER, "set_goal", goal={**GARS, **broken})


def test_a_changed_goal_is_confirmed_anew() -> None:
    story = in_practice()
    goal = {**GARS, "due": "2027-07-01"}
    story.does(LEARNER, "set_goal", goal=goal, replaces="goal-1")
    assert [g.confirmed for g in story.engagement.goals] == [False]


def test_a_goal_lies_ahead() -> None:
    story = in_planning()
    goal = {**GARS, "due": date(2027, 1, 1)}
    refused(story, "goal_due_past", LEARNER, "set_goal", goal=goal)
