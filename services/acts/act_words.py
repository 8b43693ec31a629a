"""Acts, their fields and what can be chosen, in words for people (`domain/words/en/acts.po` &c.).

A path to a field is dotted, as a form names it: `barriers.0.what`, `goal.due`. Places in lists and
names of kinds (`goal.smart.due`) may stand in it. What happened has kinds as well
(`reflection_written`), whose fields are called as the acts call them.
"""

from collections.abc import Sequence
from functools import cache

from pydantic import BaseModel

from domain.instruments import FREQUENCY
from domain.words import WORDS
from services.acts.describe import keys_of
from services.acts.kinds import kind_of


def title_of(cls: type[BaseModel]) -> str:
    """What the act is, short enough for a heading or a link: `Write your reflection`."""
    return title_of_kind(kind_of(cls))


def title_of_kind(kind: str) -> str:
    """The same of an act that is known by its kind."""
    return WORDS.say(f"act.{kind}.title") if WORDS.has(f"act.{kind}.title") else _spaced(kind)


def help_of(cls: type[BaseModel]) -> str:
    """A sentence or two for whoever is about to do it."""
    return help_of_kind(kind_of(cls))


def help_of_kind(kind: str) -> str:
    """The same of an act that is known by its kind."""
    return WORDS.say(f"act.{kind}.help")


def label_of(kind: str, path: str) -> str:
    """What a field asks: `What went well?`; the key of a prompt, topic or skill as its words."""
    steps = _steps(path)
    if len(steps) > 1 and (known := keys_of(steps[-2]).get(steps[-1])):
        return known
    key = _key(kind, steps, "label")
    return WORDS.say(key) if key else _spaced(steps[-1])


def help_of_field(kind: str, path: str) -> str:
    """What helps to answer; empty where there is nothing to say."""
    key = _key(kind, _steps(path), "help")
    return WORDS.say(key) if key else ""


def choice_label(field: str, value: str) -> str | None:
    """How one of the things to choose from reads; None where it has no words of its own."""
    name = _steps(field)[-1]
    key = f"choice.{name}.{value}"
    return WORDS.say(key) if WORDS.has(key) else keys_of(name).get(value)


def frequencies() -> dict[int, str]:
    """The scale of an observation, from seldom to often: number to words."""
    return {n: choice_label("ratings", str(n)) or said for n, said in FREQUENCY.items()}


def yes_no(value: bool) -> str:
    """`Yes` or `No`."""
    return WORDS.say("choice.yes" if value else "choice.no")


def _steps(path: str) -> list[str]:
    return [step for step in path.split(".") if not step.isdigit()]


def _key(kind: str, steps: Sequence[str], part: str) -> str | None:
    """The most telling key there are words for: of this act first, of the whole way first."""
    ways = [".".join(steps[n:]) for n in range(len(steps))]
    if len(steps) > 2:
        ways.insert(1, ".".join((steps[0], *steps[2:])))  # without the name of a kind
    keys = [f"field.{before}{way}.{part}" for before in (f"{kind}.", "") for way in ways]
    keys.append(_only().get(f"{steps[-1]}.{part}", ""))
    return next((key for key in keys if WORDS.has(key)), None)


@cache
def _only() -> dict[str, str]:
    """Names of fields that one act alone has (`went_well.label`), and the key of their words."""
    found: dict[str, list[str]] = {}
    for key in WORDS.keys("field."):
        _, *way, name, part = key.split(".")
        if way:
            found.setdefault(f"{name}.{part}", []).append(key)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def _spaced(name: str) -> str:
    return name.replace("_", " ").capitalize()
