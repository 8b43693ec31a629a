"""Goals: SMART or by scale, each a learner's own, confirmed as read, rated on their own scale."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.base.refusals import RequirementUnmet
from domain.engagement.topics.goals import goals_version
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GARS,
    GROUP,
    LEARNER,
    OTHER_SUPERVISOR,
    PEER,
    SMART,
    SUPERVISOR,
    Story,
    confirms_goals,
    group,
    in_feedback,
    in_planning,
    in_practice,
    peers,
    talks,
)

YES = {"fits_policy": True, "time_granted": True}


def _refused_at(story: Story, version: int, by: str = SUPERVISOR) -> str:
    return story.refuses(by, "confirm_goals", version=version, **YES)


def test_every_goal_is_rated_on_its_own_scale_before_a_decision() -> None:
    story = in_feedback()
    story.does(LEARNER, "set_goal", goal=GARS, command_id="goal-2")
    talks_with_goals_confirmed(story)
    assert story.refuses(LEARNER, "rate_goal", goal="goal-2", rating=3) == "outside_scale"
    story.does(LEARNER, "rate_goal", goal="goal-2", rating=1)
    assert "goals_rated" in story.missing()
    assert story.refuses(COACH, "rate_goal", goal="goal-1", rating=5) == "role_may_not"
    with pytest.raises(RequirementUnmet):
        story.does(COACH, "decide_next", decision="closing")


def talks_with_goals_confirmed(story: Story) -> None:
    confirms_goals(story)
    talks(story)


def test_a_learner_rates_only_an_own_goal() -> None:
    story = group(in_practice, 2)
    assert story.refuses(GROUP[1], "rate_goal", goal="goal-1", rating=5) == "not_own_goal"


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
    version = goals_version(story.engagement)
    goal = {**GARS, "due": "2027-07-01"}
    story.does(LEARNER, "set_goal", goal=goal, corrects="goal-1")
    assert "goals_confirmed" in story.missing(), "planning was left on another goal"
    assert _refused_at(story, version) == "goals_changed"
    confirms_goals(story)
    assert "goals_confirmed" not in story.missing()


def test_goals_are_confirmed_as_they_were_read_and_never_as_they_were_not() -> None:
    story = in_planning()
    assert _refused_at(story, 0) == "no_goals"
    story.does(SUPERVISOR, "inform_supervisor", took_part=True)
    first = story.does(LEARNER, "set_goal", goal=SMART)
    story.does(LEARNER, "set_goal", goal=GARS)
    read = goals_version(story.engagement)
    story.does(LEARNER, "retract_entry", entry=first, reason="One is enough")
    assert _refused_at(story, read) == "goals_changed", "one of them is gone"
    read = goals_version(story.engagement)
    story.does(LEARNER, "set_goal", goal=SMART)
    refusal = story.refusal(SUPERVISOR, "confirm_goals", version=read, **YES)
    assert refusal.code == "goals_changed"
    assert refusal.facts["version"] == goals_version(story.engagement)


def test_what_else_is_taken_back_makes_no_other_version_of_the_goals() -> None:
    story = in_practice()
    read = goals_version(story.engagement)
    journal = story.does(COACH, "keep_journal", note="My own part in it")
    story.does(COACH, "retract_entry", entry=journal, reason="Not so")
    assert goals_version(story.engagement) == read, "the supervisor would learn of it"
    story.does(SUPERVISOR, "confirm_goals", version=read, **YES)


def test_a_no_is_not_recorded_as_a_yes() -> None:
    story = in_planning()
    story.does(SUPERVISOR, "inform_supervisor", took_part=True)
    story.does(LEARNER, "set_goal", goal=SMART)
    version = goals_version(story.engagement)
    for no in ({"fits_policy": False}, {"time_granted": False}):
        said = {**YES, **no, "version": version}
        assert story.refuses(SUPERVISOR, "confirm_goals", **said) == "goals_not_confirmed"


def test_a_new_supervisor_confirms_the_goals_too() -> None:
    story = in_planning()
    story.does(SUPERVISOR, "inform_supervisor", took_part=True)
    story.does(LEARNER, "set_goal", goal=SMART)
    confirms_goals(story)
    assert "goals_confirmed" not in story.missing()
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    assert "goals_confirmed" in story.missing()
    confirms_goals(story, OTHER_SUPERVISOR)
    assert "goals_confirmed" not in story.missing()


def test_goals_are_confirmed_only_by_a_supervisor_to_whom_they_were_put() -> None:
    story = in_practice()
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    story.does(COACH, "set_goal", goal=GARS)
    seen = [one for one in story.knows(OTHER_SUPERVISOR, "goal_set") if "goal" in one]
    assert len(seen) == 1, "the one that was confirmed before"
    said = {"version": goals_version(story.engagement), **YES}
    assert story.refuses(OTHER_SUPERVISOR, "confirm_goals", **said) == "goals_not_put"
    story.does(OTHER_SUPERVISOR, "inform_supervisor", took_part=False)
    assert len([one for one in story.knows(OTHER_SUPERVISOR, "goal_set") if "goal" in one]) == 2
    story.does(OTHER_SUPERVISOR, "confirm_goals", **said)


def test_in_a_group_each_learner_has_a_goal_of_their_own() -> None:
    story = group(in_planning, 2)
    others = {"goal": SMART, "about": [GROUP[1]]}
    assert story.refuses(GROUP[0], "set_goal", **others) == "about_yourself_only"
    story.does(GROUP[0], "set_goal", goal=SMART)
    assert "goals" in story.missing()
    assert story.refuses(COACH, "set_goal", goal=SMART) == "learner_unnamed"
    story.does(COACH, "set_goal", goal=GARS, about=[GROUP[1]])
    assert "goals" not in story.missing()
    assert len(story.knows(GROUP[0], "goal_set")) == 1


def test_a_goal_of_a_learner_who_left_waits_for_nobody() -> None:
    story = group(in_planning, 2)
    story.does(SUPERVISOR, "inform_supervisor", took_part=True)
    story.does(GROUP[0], "set_goal", goal=SMART)
    confirms_goals(story)
    story.does(GROUP[1], "set_goal", goal=SMART)
    assert "goals_confirmed" in story.missing()
    story.does(GROUP[1], "withdraw_from_coaching")
    assert "goals_confirmed" not in story.missing()


def test_between_peers_a_goal_is_the_learners_who_wrote_it_unless_named() -> None:
    story = peers(in_planning)
    story.does(LEARNER, "set_goal", goal=SMART)
    story.does(LEARNER, "set_goal", goal=SMART, about=[PEER])
    assert "goals" not in story.missing()


@pytest.mark.parametrize(
    ("due", "code"), [(date(2027, 1, 1), "goal_due_past"), (date(9999, 1, 1), "date_far_off")]
)
def test_a_goal_lies_ahead_on_a_day_that_can_be_meant(due: date, code: str) -> None:
    goal = {**GARS, "due": due}
    assert in_planning().refuses(LEARNER, "set_goal", goal=goal) == code


def test_a_goal_that_was_rated_keeps_its_form() -> None:
    story = in_feedback()
    story.does(LEARNER, "set_goal", goal=GARS, corrects="goal-1")
    story.does(LEARNER, "rate_goal", goal="goal-1", rating=1)
    assert story.refuses(LEARNER, "set_goal", goal=SMART, corrects="goal-1") == "goal_rated"
    later = {**GARS, "due": "2027-08-15"}
    story.does(LEARNER, "set_goal", goal=later, corrects="goal-1")


def test_a_goal_that_was_rated_stays_with_who_rated_it() -> None:
    story = group(in_feedback, size=2)
    mine = story.does(COACH, "set_goal", goal=GARS, about=[GROUP[0]])
    story.does(COACH, "set_goal", goal=GARS, about=[GROUP[1]], corrects=mine)
    story.does(GROUP[1], "rate_goal", goal=mine, rating=1)
    other = {"goal": GARS, "about": [GROUP[0]], "corrects": mine}
    assert story.refuses(COACH, "set_goal", **other) == "goal_rated"
    story.does(COACH, "set_goal", goal=GARS, about=list(GROUP[:2]), corrects=mine)
