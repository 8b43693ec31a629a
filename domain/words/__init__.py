"""What the engine says to people: refusals, requirements, reminders, events, endings.

Every sentence comes from a catalogue (`catalogue.py`), is plain and holds no confidential
content; a name without words of its own falls back to a general sentence, never to an error.
Stages, and needs that a coaching model has of its own, are named in the model's file.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, TypedDict

from domain.base.refusals import OWN_WORDS, Fact
from domain.process.models import RELEASED, process_model, stage_named
from domain.words.catalogue import Catalogue

WORDS = Catalogue("domain.words")
"""Everything the domain says to people."""

_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
_SUPPLIERS = re.compile(r" \([a-z, ]+\)\.$")
_STAGES = ("stage", "needed", "leaving", "to")
"""Facts of a refusal that are keys of stages."""


class When(TypedDict):
    """A reminder sent ahead of a `moment` or a calendar `day`, by so many days."""

    says: Literal["moment", "day"]
    days_ahead: int


def say_refusal(code: str, facts: Mapping[str, Fact] | None = None) -> str:
    """Why something was not done and what helps. `facts` fill the places the sentence names.

    Keys of stages are given by their names where the facts say of which model they are.
    """
    given = facts or {}
    if code == "requirement_unmet":
        missing = " ".join(says for _, says in say_missing(given))
        return WORDS.say(f"refusal.{code}", missing=missing)
    said = {name: _fact(name, fact) for name, fact in given.items()} | _stages(given)
    key = f"refusal.{code}"
    return WORDS.say(key, **said) if WORDS.has(key) else WORDS.say("general.refusal", code=code)


def say_missing(facts: Mapping[str, Fact]) -> list[tuple[str, str]]:
    """(key, sentence) of each thing that a refusal to leave a stage names as missing."""
    missing = facts.get("missing", ())
    keys = missing if isinstance(missing, tuple) else (str(missing),)
    return [(key, str(facts.get(f"{OWN_WORDS}{key}") or say_requirement(key))) for key in keys]


def say_requirement(key: str, facts: Mapping[str, Fact] | None = None) -> str:
    """What is missing, and who can supply it; a model's own need in the model's own words.

    `facts` fill the places the sentence names.
    """
    if WORDS.has(f"requirement.{key}"):
        said = {name: str(fact) for name, fact in (facts or {}).items()}
        return WORDS.say(f"requirement.{key}", **said)
    return _own_needs().get(key) or key.replace("_", " ").capitalize() + "."


def ask_for(
    key: str, role: str, own: str | None = None, facts: Mapping[str, Fact] | None = None
) -> str:
    """The same, said to somebody who can supply it in this role: "you", not "the supervisor".

    `own` are a model's own words for it, which hold for whoever it is.
    """
    for asked in () if own else (f"asked.{key}.{role}", f"asked.{key}"):
        if WORDS.has(asked):
            return WORDS.say(asked, **{name: str(fact) for name, fact in (facts or {}).items()})
    # Who can supply it stands behind it; the reader is one of them.
    return _SUPPLIERS.sub(".", own or say_requirement(key, facts))


def say_stage(model: str, version: int, key: str) -> str:
    """A stage's name for people; where the model has no such stage, as `stage_named` has it."""
    if (model, version) in RELEASED:
        for stage in process_model(model, version).stages:
            if stage.key == key:
                return stage.name
    return stage_named(key)


def say_reminder(what: str, escalated: bool = False) -> tuple[str, str]:
    """(title, sentence) for a duty such as `reflection/cycle-2`; what follows the slash is ignored.

    Escalated, the sentence states the fact alone, for a coordinator.
    """
    name = _named(what)
    part = "fact" if escalated else "do"
    return WORDS.say(f"reminder.{name}.title"), WORDS.say(f"reminder.{name}.{part}")


def reminder_ahead_of(what: str) -> When | None:
    """For a reminder sent before its day: what it is ahead of, and by how much (as in `deadlines`).

    None: the thing has been waiting since the reminder's own due time.
    """
    return _ahead().get(_named(what))


def say_event(kind: str, facts: Mapping[str, Fact] | None = None) -> str:
    """What happened, in the past tense, without anything anyone wrote.

    `facts` fill the places the sentence names: the stage that began, with the model and version
    it is one of.
    """
    key = f"event.{kind}"
    if not WORDS.has(key):
        return kind.replace("_", " ").capitalize() + "."
    return WORDS.say(key, **_stages(facts or {}))


def say_ending(outcome: str) -> str:
    """How an engagement ended, for those who may know no more than that."""
    return WORDS.say(f"ending.{outcome}")


@cache
def _own_needs() -> dict[str, str]:
    """Needs that only some models have, in the words of the model's file."""
    models = [process_model(*which) for which in RELEASED]
    return {need.key: need.says for model in models for need in model.needs.values() if need.says}


def reminder_names() -> frozenset[str]:
    """The duty names that have words of their own."""
    return frozenset(key.split(".")[1] for key in WORDS.keys("reminder.")) - {"other"}


@cache
def _ahead() -> dict[str, When]:
    file = resources.files(__package__) / "ahead.json"
    ahead: dict[str, When] = json.loads(file.read_text(encoding="utf-8"))
    return ahead


def _named(what: str) -> str:
    name = what.split("/", 1)[0]
    return name if WORDS.has(f"reminder.{name}.title") else "other"


def _stages(facts: Mapping[str, Fact]) -> dict[str, str]:
    """The facts that are stages, by name; none where the facts name no model and version."""
    model, version = facts.get("model"), facts.get("model_version")
    if not isinstance(model, str) or not isinstance(version, int):
        return {}
    keys = {name: facts[name] for name in _STAGES if name in facts}
    # An agency's own model is known where the engagement is: the facts have its names with them.
    return {
        name: str(facts.get(f"{name}_name") or say_stage(model, version, str(key)))
        for name, key in keys.items()
    }


def _fact(name: str, fact: Fact) -> str:
    if isinstance(fact, tuple):
        typed = name == "known"
        return ", ".join(one if typed else _spaced(one) for one in fact) or WORDS.say(
            "general.none"
        )
    return _spaced(fact) if isinstance(fact, str) else str(fact)


def _spaced(name: str) -> str:
    """`facilitated_reflection` with spaces; anything that is not such a name as it is."""
    return name.replace("_", " ") if _NAME.fullmatch(name) else name
