"""What is wrong with which field, in words; never what somebody wrote."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from domain.base.shape_faults import ONE_KIND
from services.words import WORDS


def in_plain_words(error: ValidationError, act: type[BaseModel], given: Mapping[str, Any]) -> str:
    """Each wrong field once, with what it takes."""
    lines = []
    for one in error.errors(include_input=False, include_url=False):
        kind, place = one["type"], _place(one["loc"], given)
        if kind == "extra_forbidden":
            lines.append(f"{place} {_not_a_field(one['loc'], act)}")
        else:
            lines.append(
                f"{place or WORDS.say('wrong.whole_act')} {_says(kind, one.get('ctx', {}))}"
            )
    return "; ".join(dict.fromkeys(lines))


def by_field(error: ValidationError, given: Mapping[str, Any]) -> dict[str, str]:
    """What each wrong field takes, by its dotted name; list items are counted from 0."""
    found: dict[str, str] = {}
    for one in error.errors(include_input=False, include_url=False):
        found.setdefault(_place(one["loc"], given, 0), _says(one["type"], one.get("ctx", {})))
    return found


def _says(kind: str, facts: Mapping[str, Any]) -> str:
    if kind.startswith("date_"):
        return WORDS.say("wrong.day")
    if kind.startswith(("datetime_", "timezone_")):
        return WORDS.say("wrong.moment")
    key = f"wrong.{ONE_KIND.get(kind, kind)}"
    if not WORDS.has(key):
        return WORDS.say("wrong.other")
    return WORDS.say(key, **{name: _tidy(fact) for name, fact in facts.items()})


def _tidy(fact: object) -> str:
    return str(fact).replace("'", "").replace(" or ", ", ")


def _place(loc: Sequence[str | int], given: Any, first: int = 1) -> str:
    """The way to the field as it is typed; names of kinds, which nobody types, are left out.

    `first`: from what list items are counted.
    """
    steps: list[str] = []
    here: Any = given
    for n, step in enumerate(loc):
        last = n == len(loc) - 1
        if isinstance(step, int):
            steps.append(str(step + first))
            inside = isinstance(here, list | tuple) and step < len(here)
            here = here[step] if inside else None
        elif isinstance(here, Mapping) and step in here:
            steps.append(step)
            here = here[step]
        elif last and isinstance(here, Mapping):
            steps.append(step)
    return ".".join(steps)


def _not_a_field(loc: Sequence[str | int], act: type[BaseModel]) -> str:
    if len(loc) != 1:
        return WORDS.say("wrong.extra")
    hidden = {"command_id", "by", "at", "via", "kind"}
    names = [name for name in act.model_fields if name not in hidden]
    close = difflib.get_close_matches(str(loc[0]), names, n=1)
    if close:
        return WORDS.say("wrong.extra_meant", close=close[0])
    if not names:
        return WORDS.say("wrong.extra_takes_none")
    return WORDS.say("wrong.extra_takes", known=", ".join(names))
