"""Everything the domain can say a code for has words, and nothing else has any."""

import re

import pytest

from domain.base.refusals import Fact, RequirementUnmet
from domain.engagement.standing import Outcome
from domain.process.models import RELEASED, process_model
from domain.words import (
    WORDS,
    reminder_names,
    say_ending,
    say_event,
    say_refusal,
    say_reminder,
    say_requirement,
)
from tests.domain.words import said

TODOS = {
    "advance",
    "concern_to_answer",
    "debrief",
    "follow_up",
    "handoff_acknowledged",
    "learner_not_reached",
}
"""What can be done now without a stage asking for it (`views/overview.py`)."""


def test_every_refusal_code_has_words_and_no_other() -> None:
    codes = set(said.refusals())
    assert len(codes) > 100
    assert codes == set(WORDS.texts("refusal."))


def test_a_refusal_says_why_and_then_what_helps() -> None:
    for code, sentence in WORDS.texts("refusal.").items():
        assert len(re.findall(r"[.;](?:\s|$)", sentence)) >= 2, code


def test_an_unmet_requirement_is_told_in_words() -> None:
    refusal = RequirementUnmet("goals", "enrollment")
    told = say_refusal(refusal.code, refusal.facts)
    assert "Not every learner has a goal yet" in told
    assert "A commitment check is still open" in told


def test_facts_cannot_steer_the_sentence() -> None:
    assert "{0.__class__}" in say_refusal("unknown_rubric", {"rubric": "{0.__class__}"})
    assert "…" in say_refusal("unknown_rubric", {})
    assert "no_such_code" in say_refusal("no_such_code")


def test_every_requirement_has_words_and_no_other() -> None:
    needs = [need for which in RELEASED for need in process_model(*which).needs.values()]
    asked = {need.key for need in needs if need.says is None}
    assert len(asked) > 20
    assert asked | TODOS == set(WORDS.texts("requirement."))
    assert say_requirement("not_there") == "Not there."


def test_every_event_has_words_and_no_other() -> None:
    assert said.event_kinds() == set(WORDS.texts("event."))
    assert say_event("not_there") == "Not there."


def test_a_stage_that_began_goes_by_the_name_of_its_model() -> None:
    facts: dict[str, Fact] = {"stage": "goal_setting", "model": "grow", "model_version": 1}
    assert say_event("stage_entered", facts) == "The stage “Setting goals” began."


def test_every_ending_has_words() -> None:
    assert set(WORDS.texts("ending.")) == {outcome.value for outcome in Outcome}
    assert say_ending("completed") == "Completed"


def test_every_duty_has_words_and_no_other() -> None:
    assert len(said.reminders()) > 30
    assert said.reminders() == reminder_names()


@pytest.mark.parametrize("name", sorted(reminder_names() | {"not_there"}))
def test_a_reminder_has_a_title_what_to_do_and_a_fact(name: str) -> None:
    title, do = say_reminder(f"{name}/cycle-2")
    again, fact = say_reminder(name, escalated=True)
    assert title == again
    assert 0 < len(title) < 40
    assert do.endswith(".")
    assert fact.endswith(".")
    assert do != fact
