"""What is stored for years: names, keys and data files that may be added to, never changed."""

import hashlib
from typing import Any, get_args

import pytest

from domain.base import upcasting
from domain.engagement.commands import AnyCommand
from domain.engagement.events import EVENT_CLASSES
from domain.engagement.snapshot import FOLDING, dump, load, shape
from domain.instruments import CUE_PROMPTS, FREQUENCY
from domain.instruments.shelf import rubrics
from tests.domain.given import closed
from tests.domain.wire_names import COMMAND_KINDS, EVENT_KINDS

SHAPE = "6736ea76d72b9777"
GOLDEN = (3, "86d09bfb73a7faad")
"""The shape of the state; the folding and what it makes of a story told from launch to closing."""


def test_wire_names_of_events_never_change() -> None:
    kinds = sorted(event.model_fields["kind"].default for event in EVENT_CLASSES)
    assert kinds == sorted(EVENT_KINDS), "add a new kind to the list; never rename one"


def test_wire_names_of_commands_never_change() -> None:
    kinds = sorted(command.model_fields["kind"].default for command in get_args(AnyCommand))
    assert kinds == sorted(COMMAND_KINDS), "add a new kind to the list; never rename one"


def test_a_snapshot_of_another_shape_is_told_apart() -> None:
    assert shape() == SHAPE, "pin the new shape here; snapshots of the old one are folded anew"


def test_a_story_is_folded_as_it_was() -> None:
    folded = hashlib.sha256(dump(closed().engagement)).hexdigest()[:16]
    assert (FOLDING, folded) == GOLDEN, "raise FOLDING, unless the story itself is another"


def test_a_snapshot_gives_back_what_was_folded() -> None:
    state = closed().engagement
    assert load(dump(state)) == state


def test_keys_of_instruments_never_change() -> None:
    assert sorted(CUE_PROMPTS) == [
        "aim",
        "consequences",
        "evidence",
        "feelings_now",
        "fitting_response",
        "here_and_now",
        "inner_influences",
        "key_issues",
        "knowledge",
        "next_time",
        "other_choices",
        "others_feelings",
        "outer_influences",
        "own_feelings",
        "practical_learning",
        "self_knowledge",
        "sense_made",
        "their_consequences",
        "to_discuss",
        "values",
        "what_happened",
        "why_so",
    ]
    assert {key: sorted(item.key for item in one.items) for key, one in rubrics().items()} == {
        "case_plan": [
            "concrete_steps",
            "family_words",
            "few_appointments",
            "measurable",
            "tailored",
        ],
        "family_engagement": [
            "body_language",
            "empathy",
            "plain_language",
            "priorities",
            "solution_focus",
            "strategy",
            "tone",
        ],
        "safety_mapping": [],
    }
    assert sorted(FREQUENCY) == [1, 2, 3, 4]


@pytest.fixture
def two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(body: dict[str, Any]) -> dict[str, Any]:
        return {"note": body["remark"]}

    def counted(body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "words": len(body["note"].split())}

    monkeypatch.setitem(upcasting.VERSIONS, "journal_kept", 3)
    monkeypatch.setitem(upcasting.STEPS, ("journal_kept", 1), renamed)
    monkeypatch.setitem(upcasting.STEPS, ("journal_kept", 2), counted)


@pytest.mark.usefixtures("two_steps")
def test_an_old_event_is_brought_to_todays_shape_step_by_step() -> None:
    assert upcasting.upcast("journal_kept", 1, {"remark": "two words"}) == {
        "note": "two words",
        "words": 2,
    }
    assert upcasting.upcast("journal_kept", 2, {"note": "one"})["words"] == 1
    assert upcasting.upcast("journal_kept", 3, {"note": "x"}) == {"note": "x"}
    assert upcasting.version_of("journal_kept") == 3


def test_an_event_of_a_later_release_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="knows 1"):
        upcasting.upcast("journal_kept", 2, {})


def test_every_version_but_the_current_has_its_step() -> None:
    for kind, current in upcasting.VERSIONS.items():
        assert kind in EVENT_KINDS
        assert all((kind, v) in upcasting.STEPS for v in range(1, current))
