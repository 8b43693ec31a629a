"""Everything the domain can say a code for has words, and words hold only what they may."""

import re
from pathlib import Path
from string import Formatter

import pytest

import domain
import store
from domain.base.refusals import RequirementUnmet
from domain.engagement.duties import owed
from domain.engagement.standing import Outcome
from domain.process.models import RELEASED, process_model
from domain.words import (
    reminder_names,
    say_ending,
    say_event,
    say_refusal,
    say_reminder,
    say_requirement,
    words_of,
)

_SOURCES = [
    path.read_text(encoding="utf-8")
    for package in (domain, store)
    for folder in package.__path__
    for path in sorted(Path(folder).rglob("*.py"))
]
_CALL = re.compile(r'\bRefusal\(\s*"([a-z_]+)"((?:[^()]|\([^()]*\)|\((?:[^()]|\([^()]*\))*\))*)\)')
_EVENT = re.compile(r'class \w+\((\w*Event)\):.*?kind: Literal\["([a-z_]+)"\]', re.DOTALL)
_DUTY = re.compile(r'f?"([a-z_]+)/[^"]+"')

CALLS = [call for source in _SOURCES for call in _CALL.findall(source)]
EVENTS = sorted({kind for source in _SOURCES for _, kind in _EVENT.findall(source)})
_DEADLINES = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(owed.__file__).parent.glob("*.py"))
)
_REMINDED = [
    line for line in _DEADLINES.splitlines() if " act(" not in line and "How.DELIVER" not in line
]
DUTIES = sorted({*_DUTY.findall(" ".join(_REMINDED)), *owed.WORDING.values()})


def test_every_refusal_code_has_words() -> None:
    codes = {code for code, _ in CALLS} | {"requirement_unmet"}
    assert len(codes) > 40
    assert codes - set(words_of("refusals")) == set()


def test_a_refusal_names_only_facts_it_is_given() -> None:
    assert len(CALLS) > 40
    for code, given in CALLS:
        named = {name for _, name, _, _ in Formatter().parse(words_of("refusals")[code]) if name}
        assert named <= set(re.findall(r"\b([a-z_]+)=", given)), code


def test_a_refusal_says_why_and_then_what_helps() -> None:
    for code, sentence in words_of("refusals").items():
        assert len(re.findall(r"[.;](?:\s|$)", sentence)) >= 2, code


def test_an_unmet_requirement_is_told_in_words() -> None:
    refusal = RequirementUnmet("goals", "enrollment")
    said = say_refusal(refusal.code, refusal.facts)
    assert "No goal is set yet" in said
    assert "A commitment check is still open" in said


def test_facts_cannot_steer_the_sentence() -> None:
    assert "{0.__class__}" in say_refusal("unknown_rubric", {"rubric": "{0.__class__}"})
    assert "…" in say_refusal("unknown_rubric", {})
    assert "no_such_code" in say_refusal("no_such_code")


def test_every_requirement_has_words() -> None:
    models = [process_model(*which) for which in RELEASED]
    asked = {need.key for model in models for need in model.needs.values() if need.says is None}
    assert len(asked) > 20
    assert asked - set(words_of("requirements")) == set()
    assert say_requirement("not_there") == "Not there."


def test_every_event_has_words() -> None:
    assert len(EVENTS) > 40
    assert [kind for kind in EVENTS if kind not in words_of("events")] == []
    assert say_event("not_there") == "Not there."


def test_every_ending_has_words() -> None:
    assert set(words_of("endings")) == {outcome.value for outcome in Outcome}
    assert say_ending("completed") == "Completed"


def test_every_duty_has_words() -> None:
    assert len(DUTIES) > 15
    assert [name for name in DUTIES if name not in reminder_names()] == []


@pytest.mark.parametrize("name", sorted(reminder_names() | {"not_there"}))
def test_a_reminder_has_a_title_what_to_do_and_a_fact(name: str) -> None:
    title, do = say_reminder(f"{name}/cycle-2")
    again, fact = say_reminder(name, escalated=True)
    assert title == again
    assert 0 < len(title) < 40
    assert do.endswith(".")
    assert fact.endswith(".")
    assert do != fact
