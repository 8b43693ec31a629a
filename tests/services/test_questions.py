"""Every act can be asked for step by step: each field is a question that something answers."""

from collections.abc import Iterator

import pytest

from domain.agency.agency import SetUpAgency, SignAgencyAgreement
from domain.instruments import CUE_PROMPTS
from services.acts.describe import fields_of
from services.acts.kinds import acts
from services.acts.questions import Question, Takes, questions_of

CLASSES = [*acts().values(), SetUpAgency, SignAgencyAgreement]


def _all(questions: tuple[Question, ...]) -> Iterator[Question]:
    for one in questions:
        yield one
        yield from _all(one.inner)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_what_an_act_needs_is_asked_for(cls: type) -> None:
    asked = {one.name: one for one in questions_of(cls)}
    needed = {field.name.partition(".")[0] for field in fields_of(cls) if field.required}
    assert needed <= {*asked, "or"}
    for one in _all(tuple(asked.values())):
        assert one.takes is not Takes.CHOICE or one.choices, one
        assert one.takes not in (Takes.LIST, Takes.NAMES, Takes.GROUP, Takes.KINDS) or one.inner


def test_a_reflection_is_asked_by_its_cue_prompts() -> None:
    [answers] = [q for q in questions_of(acts()["write_reflection"]) if q.name == "answers"]
    assert dict(answers.choices) == CUE_PROMPTS
    assert answers.inner[0].takes is Takes.TEXT


def test_a_goal_is_one_of_its_kinds_with_the_kind_put_down() -> None:
    [goal] = [q for q in questions_of(acts()["set_goal"]) if q.name == "goal"]
    assert goal.takes is Takes.KINDS
    assert [kind.choices for kind in goal.inner] == [(("scale", "smart"),), (("scale", "gars"),)]
    assert {"specific", "due"} <= {q.name for q in goal.inner[0].inner}


def test_people_and_entries_are_chosen_from_those_there_are() -> None:
    takes = {q.name: q.takes for q in questions_of(acts()["agree_next_step"])}
    assert takes["owner"] is Takes.PERSON
    assert takes["step"] is Takes.TEXT
    assert {q.name: q.takes for q in questions_of(acts()["rate_goal"])}["goal"] is Takes.ENTRY
