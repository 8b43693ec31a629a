"""What is stored for years: names, keys and data files that may be added to, never changed."""

import hashlib
import json
from importlib.resources import files
from typing import Any, get_args

import pytest
from domain.engagement.gates.requirements import REQUIREMENTS
from domain.engagement.stages import Stage

from domain.base import upcasting
from domain.engagement.commands import COMMANDS
from domain.engagement.events import AnyEvent
from domain.instruments import CUE_PROMPTS, FREQUENCY, rubrics
from domain.process.models import FILES, process_model
from tests.domain.wire_names import COMMAND_KINDS, EVENT_KINDS

PROCESS_MODELS = {
    ("skills_based", 1): "603541e0f3b20ee0a0d0bdf7adbecc4c22943f823f4b7a93bc24b345cc5d567f",
}


def kinds_of_events() -> list[str]:
    return sorted(get_args(e.model_fields["kind"].annotation)[0] for e in get_args(AnyEvent))


def test_wire_names_of_events_never_change() -> None:
    assert kinds_of_events() == sorted(EVENT_KINDS), "add a new kind to the list; never rename one"


def test_wire_names_of_commands_never_change() -> None:
    assert sorted(COMMANDS.json_schema()["discriminator"]["mapping"]) == sorted(COMMAND_KINDS)


@pytest.mark.parametrize("which", sorted(FILES))
def test_a_released_process_model_never_changes(which: tuple[str, int]) -> None:
    data = json.loads((files("domain.process") / FILES[which]).read_text(encoding="utf-8"))
    form = json.dumps(data, sort_keys=True, separators=(",", ":"))
    found = hashlib.sha256(form.encode()).hexdigest()
    assert found == PROCESS_MODELS[which], "release a new version in a file of its own"


@pytest.mark.parametrize("which", sorted(FILES))
def test_a_process_model_asks_only_for_what_there_is(which: tuple[str, int]) -> None:
    model = process_model(*which)
    assert set(model.stages) == set(Stage)
    for stage in Stage:
        asked = model.gate(stage)
        assert len(asked) == len(set(asked)), stage
        assert set(asked) <= set(REQUIREMENTS)


def test_every_requirement_names_an_act_there_is_and_somebody_to_do_it() -> None:
    for requirement in REQUIREMENTS.values():
        assert requirement.roles
        assert requirement.act in {*COMMAND_KINDS, "sign_agency_agreement"}


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
    assert {key: sorted(rubric.skills) for key, rubric in rubrics().items()} == {
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
            "tone",
        ],
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
