"""Every act, every field and every choice has words of its own, plain and short."""

from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from domain.base.messages import Event
from domain.engagement.commands import AnyCommand
from domain.engagement.events import EVENT_CLASSES
from domain.instruments import CUE_PROMPTS, FREQUENCY
from domain.person.person import RegisterPerson
from domain.words import WORDS
from services.acts.act_words import (
    choice_label,
    help_of,
    help_of_field,
    label_of,
    title_of,
    title_of_kind,
    yes_no,
)
from services.acts.kinds import Refers, acts, agency_acts, kind_of, references
from services.acts.questions import Question, Takes, questions_of
from services.reading.history import UNSAID

ACTS: dict[str, type[BaseModel]] = {
    kind_of(cls): cls
    for cls in (*agency_acts().values(), RegisterPerson, *get_args(AnyCommand))
    if not cls.engine_only
}


def fields(questions: tuple[Question, ...], before: str = "") -> Iterator[tuple[str, Question]]:
    """Every question with the way to it; a list's own question is asked by its list."""
    for one in questions:
        way = f"{before}{one.name}"
        yield way, one
        match one.takes:
            case Takes.LIST:
                yield from fields(one.inner[0].inner, f"{way}.")
            case Takes.GROUP:
                yield from fields(one.inner, f"{way}.")
            case Takes.KINDS:
                for kind in one.inner:
                    yield from fields(kind.inner, f"{way}.")
            case _:
                pass


FIELDS = [(kind, way) for kind, cls in ACTS.items() for way, _ in fields(questions_of(cls))]

TOLD = [
    (kind_of(cls), name)
    for cls in EVENT_CLASSES
    for name in cls.model_fields
    if name not in {*Event.model_fields, "kind", *UNSAID}
    and references(cls).get(name) is not Refers.ENTRY
]
"""What a history tells of each kind of event."""


def test_all_that_people_do_is_here() -> None:
    assert len(ACTS) >= 60
    assert set(acts()) < set(ACTS)
    assert len(FIELDS) > 150


@pytest.mark.parametrize("kind", sorted(ACTS))
def test_an_act_has_a_title_and_a_line_that_helps(kind: str) -> None:
    title, helps = title_of(ACTS[kind]), help_of(ACTS[kind])
    assert WORDS.has(f"act.{kind}.title")
    assert WORDS.has(f"act.{kind}.help")
    assert len(title) <= 45
    assert not title.endswith(".")
    assert helps.endswith((".", "?"))


def test_no_two_acts_go_by_one_title_and_no_title_is_of_no_act() -> None:
    titles = [title_of(cls) for cls in ACTS.values()]
    assert len(set(titles)) == len(titles)
    assert {key.split(".")[1] for key in WORDS.keys("act.")} == set(ACTS)


def test_a_field_has_a_label_and_a_line_that_helps() -> None:
    for kind, way in FIELDS:
        label, helps = label_of(kind, way), help_of_field(kind, way)
        last = way.split(".")[-1]
        assert any(
            WORDS.has(f"field.{before}{way}.label") or WORDS.has(f"field.{last}.label")
            for before in (f"{kind}.", "")
        ), (kind, way)
        assert len(label) <= 60, (kind, way)
        assert not label.endswith("."), (kind, way)
        assert helps.endswith((".", "?")), (kind, way, helps)


def test_what_is_told_of_an_event_is_called_by_words() -> None:
    for kind, name in TOLD:
        ways = [key for key in WORDS.keys("field.") if key.endswith(f".{name}.label")]
        assert label_of(kind, name) in {WORDS.say(key) for key in ways}, (kind, name)


def test_no_words_are_of_no_field() -> None:
    named = {f"{kind}.{way}" for kind, way in FIELDS}
    named |= {way.split(".")[-1] for _, way in FIELDS} | {name for _, name in TOLD}
    for key in WORDS.keys("field."):
        assert key.split(".", 1)[1].rpartition(".")[0] in named, key


WORDED_AS_DATA = ("answers", "ratings", "examples", "noted", "rubric")


def test_every_choice_has_words_and_none_is_of_no_choice() -> None:
    numbers = {"ratings": FREQUENCY, "weekday": range(7)}
    said = {"yes", "no", *(f"{name}.{n}" for name, each in numbers.items() for n in each)}
    for kind, cls in ACTS.items():
        for way, one in fields(questions_of(cls)):
            name = way.split(".")[-1]
            of_list = one.inner[0].choices if one.takes is Takes.LIST else ()
            values = [value for value, _ in (*one.choices, *of_list)]
            if one.takes is Takes.KINDS:
                values = [group.name for group in one.inner]
            for value in values:
                words = choice_label(way, value) or dict(one.choices)[value]
                assert "_" not in words
                assert len(words) <= 120
                if WORDS.has(f"choice.{name}.{value}"):
                    said.add(f"{name}.{value}")
                else:
                    # Prompts, rubrics and skills have words of their own, with their sources.
                    assert name in WORDED_AS_DATA, (kind, way, value)
    assert {key.removeprefix("choice.") for key in WORDS.keys("choice.")} == said


def test_a_path_may_name_places_and_kinds() -> None:
    assert label_of("set_goal", "goal.smart.specific") == label_of("set_goal", "goal.specific")
    what = label_of("declare_commitment", "barriers.what")
    assert label_of("declare_commitment", "barriers.0.what") == what


def test_a_prompt_is_asked_in_its_own_words() -> None:
    assert label_of("write_reflection", "answers.aim") == CUE_PROMPTS["aim"]
    assert label_of("sign_agency_agreement", "topics.cancelling") == "Calling off a session"


def test_what_happened_calls_its_fields_as_the_act_does() -> None:
    assert label_of("cycle_reviewed", "went_well") == label_of("review_cycle", "went_well")
    assert label_of("engagement_paused", "reason") == "Reason"


def test_what_has_no_words_is_said_by_its_name() -> None:
    assert label_of("set_goal", "no_such_field") == "No such field"
    assert title_of_kind("no_such_act") == "No such act"
    assert choice_label("goal", "no_such_kind") is None
    assert (yes_no(True), yes_no(False)) == ("Yes", "No")
