"""What a process model asks for is looked up among the entries: by and about whom, since when."""

from typing import Any

import pytest

from domain.engagement.gates.conditions import done_by, met
from domain.process.vocabulary import Need
from tests.domain.given import (
    COACH,
    GROUP,
    LEARNER,
    Story,
    evaluated,
    group,
    in_practice,
    is_shown,
    launched,
    observes,
    peers,
    reflects,
)


def need(ask: str = "some", **question: Any) -> Need:
    """A need of a model's own; `only_if` and the like go to the need, the rest to its question."""
    own = ("only_if", "unless", "instead", "instead_if")
    extra = {key: question.pop(key) for key in own if key in question}
    asked = {"ask": ask, **question}
    return Need.model_validate(
        {"key": "it", "question": asked, "act": "x", "roles": ["coach"], **extra}
    )


def is_met(story: Story, **question: Any) -> bool:
    return met(story.engagement, story.agency, need(**question))


def test_at_least_one_by_anybody_about_anybody() -> None:
    story = in_practice()
    assert not is_met(story, entry="review")
    assert is_met(story, entry="goal")


def test_by_each_learner_and_by_both() -> None:
    story = group(in_practice, size=2)
    asked = {"entry": "assessment", "by": "both"}
    well = {"relationship": 8, "communication": 8}
    for person in GROUP[:2]:
        assert not is_met(story, entry="assessment", by="each_learner")
        story.does(person, "assess_relationship", **well)
    assert is_met(story, entry="assessment", by="each_learner")
    assert not is_met(story, **asked)
    story.does(COACH, "assess_relationship", **well)
    assert is_met(story, **asked)


def test_what_a_coach_must_have_made_is_not_there_without_one() -> None:
    story = launched(coach=None)
    assert not is_met(story, entry="expertise", by="coach")
    assert not is_met(story, entry="assessment", by="both")


def test_between_peers_each_is_the_coach() -> None:
    story = peers(in_practice)
    first, second = story.learners
    story.does(first, "prepare_conversation", note="x")
    assert not is_met(story, entry="preparation", by="coach")
    story.does(second, "prepare_conversation", note="x")
    assert is_met(story, entry="preparation", by="coach")


def test_who_left_is_waited_for_no_longer() -> None:
    story = group(in_practice, size=2)
    observes(story, GROUP[0])
    assert not is_met(story, entry="observation", about="each_learner")
    story.does(GROUP[1], "withdraw_from_coaching")
    assert is_met(story, entry="observation", about="each_learner")


@pytest.mark.parametrize(
    ("since", "counts"),
    [
        ("start", True),
        ("cycle", True),
        ("observation", False),
        ("practice", False),
        ("conversation", False),
    ],
)
def test_what_came_before_practice_counts_since_then_only(since: str, counts: bool) -> None:
    story = in_practice()
    reflects(story)
    is_shown(story)
    observes(story)
    assert is_met(story, entry="reflection", by="each_learner", since=since) is counts


def test_what_came_in_an_earlier_cycle_counts_since_the_start_only() -> None:
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_cycle")
    assert is_met(story, entry="observation")
    for since in ("cycle", "observation", "practice", "conversation"):
        assert not is_met(story, entry="observation", since=since), since


def test_each_step_taken_can_be_asked_for() -> None:
    story = in_practice()
    steps = [
        story.does(COACH, "agree_next_step", step="x", owner=LEARNER, due="2027-05-01")
        for _ in range(2)
    ]
    for step in steps:
        assert not is_met(story, ask="every", entry="next_step", has="step_completion")
        story.does(LEARNER, "complete_next_step", step=step)
    assert is_met(story, ask="every", entry="next_step", has="step_completion")


def test_a_goal_is_rated_by_whom_it_is_about() -> None:
    story = group(in_practice, size=2)
    is_shown(story)
    every = {"ask": "every", "entry": "goal", "has": "rating", "by": "each_learner"}
    asked = need(**every, since="practice")
    story.does(GROUP[0], "rate_goal", goal="goal-1", rating=3)
    assert done_by(story.engagement, story.agency, asked) == {GROUP[0]}
    assert not met(story.engagement, story.agency, asked)
    story.does(GROUP[1], "rate_goal", goal=f"goal-of-{GROUP[1]}", rating=3)
    assert met(story.engagement, story.agency, asked)


def test_a_sheet_is_asked_for_by_its_key() -> None:
    story = launched(model="grow")
    asked = {"entry": "sheet:reality", "about": "each_learner"}
    assert not is_met(story, **asked)
    assert not is_met(story, entry="sheet")


def test_circumstances_say_whether_it_is_asked_at_all() -> None:
    story = in_practice()
    assert is_met(story, entry="review", only_if="group")
    assert is_met(story, entry="review", unless="coach_known")
    assert not is_met(story, entry="review", only_if="coach_known")
    instead = {"ask": "some", "entry": "goal"}
    assert is_met(story, entry="review", instead=instead)
    assert not is_met(story, entry="review", instead=instead, instead_if="later_cycle")


def test_a_fact_nobody_knows_is_an_error_and_not_a_yes() -> None:
    with pytest.raises(KeyError):
        is_met(in_practice(), ask="fact", fact="the_moon_is_full")
