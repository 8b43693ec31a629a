"""One learner does not move a group on: the coach does, or any learner while there is none."""

from datetime import timedelta
from typing import Any

import pytest

from domain.engagement.gates.suppliers import suppliers
from domain.engagement.parties import model_of
from domain.engagement.views.overview import todos
from tests.domain.given import (
    AGENCY,
    COACH,
    GROUP,
    LEARNER,
    Story,
    evaluated,
    goal_of,
    group,
    in_feedback,
    in_planning,
    peers,
    talks_over,
)

MOVES = {
    "decide_next": {"decision": "closing"},
    "start_closing": {},
    "go_back": {"to": "joint_planning"},
}


def decides(story: Story) -> tuple[str, ...]:
    return suppliers(story.engagement, AGENCY, model_of(story.engagement).needs["decision"])


@pytest.mark.parametrize("move", MOVES)
def test_one_learner_does_not_move_six(move: str) -> None:
    story = group(evaluated)
    assert story.refuses(GROUP[2], move, **MOVES[move]) == "coach_moves_the_group"
    story.does(COACH, move, **MOVES[move])


def test_the_decision_is_asked_of_the_coach_alone() -> None:
    assert decides(group(evaluated, size=2)) == (COACH,)
    assert set(decides(evaluated())) == {LEARNER, COACH}


def test_where_a_group_has_no_coach_any_learner_may() -> None:
    story = group(evaluated, size=3)
    story.does(COACH, "decide_next", decision="another_coach")
    story.does(GROUP[1], "start_closing")
    assert story.stage == "closing"


@pytest.mark.parametrize("move", MOVES)
def test_one_learner_with_a_coach_and_either_of_two_peers_may(move: str) -> None:
    for story in (evaluated(), peers(evaluated)):
        story.does(story.learners[-1], move, **MOVES[move])


def test_steps_and_review_are_put_down_for_every_learner() -> None:
    story = group(in_feedback, size=2)
    for learner in GROUP[:2]:
        talks_over(story, learner)
    promised = {"step": "Write one more", "due": story.now.date() + timedelta(days=9)}
    story.does(COACH, "agree_next_step", owner=GROUP[0], **promised)
    assert story.missing() == ("next_steps",)
    story.does(COACH, "agree_next_step", owner=COACH, **promised)
    assert story.missing() == (), "what the coach promises is for all"
    story.does(COACH, "advance_stage")
    said = {"went_well": "Much", "was_hard": "Time", "barriers": "Few", "changes": "None"}
    for_another = story.refuses(GROUP[0], "review_cycle", about=[GROUP[1]], **said)
    assert for_another == "about_yourself_only"
    story.does(GROUP[0], "review_cycle", **said)
    assert "cycle_reviewed" in story.missing()
    story.does(GROUP[1], "review_cycle", **said)
    assert "cycle_reviewed" not in story.missing()


def test_a_learners_step_is_about_that_learner() -> None:
    story = group(in_feedback, size=3)
    promised = {"step": "Write one more", "due": story.now.date() + timedelta(days=9)}
    crossed = {"owner": GROUP[0], "about": [GROUP[1]], **promised}
    assert story.refuses(COACH, "agree_next_step", **crossed) == "step_of_another"
    story.does(COACH, "agree_next_step", owner=GROUP[0], about=list(GROUP[:2]), **promised)


def test_one_learner_does_not_agree_for_six_how_coaching_goes_on() -> None:
    story = group(in_planning, size=3)
    process = {"where": "x", "when": "x", "demonstrations": "x", "observations": "x"}
    agreed = {**process, "channel": "phone", "every_days": 7}
    refused = story.refuses(GROUP[0], "agree_process", **agreed)
    assert refused == "coach_moves_the_group"
    asked = {todo.person for todo in todos(story.engagement, AGENCY) if todo.act == "agree_process"}
    assert asked == {COACH}
    story.does(COACH, "agree_process", **agreed)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("rate_goal", {"goal": goal_of(GROUP[0]), "rating": 7}),
        ("assess_relationship", {"relationship": 8, "communication": 8}),
        ("waive_demonstration", {"reason": "Seen"}),
        (
            "answer_instrument",
            {"instrument": "working_relationship", "answered": {"items": {"trust": 4}}},
        ),
    ],
)
def test_nobody_speaks_for_another_learner_of_the_group(kind: str, fields: dict[str, Any]) -> None:
    story = group(evaluated, size=2)
    story.does(COACH, "decide_next", decision="another_cycle")
    refused = story.refuses(GROUP[0], kind, about=[GROUP[1]], **fields)
    assert refused == "about_yourself_only"
    story.does(GROUP[0], kind, about=[GROUP[0]], **fields)
