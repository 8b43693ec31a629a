"""What the engine says to people, kept as data: refusals, requirements, reminders, events, endings.

Every sentence is plain and holds no confidential content; a name without words of its own falls
back to a general sentence, never to an error.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, TypedDict

from domain.base.refusals import Fact

_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")


class When(TypedDict):
    """A reminder sent ahead of a `moment` or a calendar `day`, by so many days."""

    says: Literal["moment", "day"]
    days_ahead: int


class _Required(TypedDict):
    title: str
    do: str
    fact: str


class _Reminder(_Required, total=False):
    when: When


def say_refusal(code: str, facts: Mapping[str, Fact] | None = None) -> str:
    """Why something was not done and what helps. `facts` fill the places the sentence names."""
    said = {name: _fact(code, fact) for name, fact in (facts or {}).items()}
    sentence = words_of("refusals").get(code)
    if sentence is None:
        return f"This can't be done now ({code}). Ask your coordinator."
    return sentence.format_map(_Facts(said))


def say_requirement(key: str) -> str:
    """What is missing, and who can supply it."""
    return words_of("requirements").get(key, key.replace("_", " ").capitalize() + ".")


def say_reminder(what: str, escalated: bool = False) -> tuple[str, str]:
    """(title, sentence) for a duty such as `reflection/cycle-2`; what follows the slash is ignored.

    Escalated, the sentence states the fact alone, for a coordinator.
    """
    entry = _reminder(what)
    return entry["title"], entry["fact"] if escalated else entry["do"]


def reminder_ahead_of(what: str) -> When | None:
    """For a reminder sent before its day: what it is ahead of, and by how much (as in `deadlines`).

    None: the thing has been waiting since the reminder's own due time.
    """
    return _reminder(what).get("when")


def say_event(kind: str) -> str:
    """What happened, in the past tense, without anything anyone wrote."""
    return words_of("events").get(kind, kind.replace("_", " ").capitalize() + ".")


def say_ending(outcome: str) -> str:
    """How an engagement ended, for those who may know no more than that."""
    return words_of("endings").get(outcome, outcome.replace("_", " ").capitalize())


@cache
def words_of(collection: str) -> dict[str, str]:
    """One of `refusals`, `requirements`, `events`, `endings`: name → words."""
    words: dict[str, str] = json.loads(_read(collection))
    return words


@cache
def _reminders() -> dict[str, _Reminder]:
    reminders: dict[str, _Reminder] = json.loads(_read("reminders"))
    return reminders


def _reminder(what: str) -> _Reminder:
    reminders = _reminders()
    return reminders.get(what.split("/", 1)[0], reminders["other"])


def reminder_names() -> frozenset[str]:
    """The duty names that have words of their own."""
    return frozenset(_reminders()) - {"other"}


def _read(collection: str) -> str:
    return (resources.files(__package__) / f"{collection}.json").read_text(encoding="utf-8")


def _fact(code: str, fact: Fact) -> str:
    if isinstance(fact, tuple):
        if code == "requirement_unmet":
            return " ".join(say_requirement(key) for key in fact)
        return ", ".join(_spaced(name) for name in fact) or "none"
    return _spaced(fact) if isinstance(fact, str) else str(fact)


def _spaced(name: str) -> str:
    """`facilitated_reflection` with spaces; anything that is not such a name as it is."""
    return name.replace("_", " ") if _NAME.fullmatch(name) else name


class _Facts(dict[str, str]):
    """Facts by name; one that is not known reads as an ellipsis rather than failing."""

    def __missing__(self, key: str) -> str:
        return "…"
