"""What is wrong with which field, in words; never what somebody wrote."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

_WORDS = {
    "missing": "is needed",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "string_too_long": "is too long: at most {max_length} characters",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "decimal_parsing": "must be a number",
    "finite_number": "must be a number",
    "greater_than_equal": "must be {ge} or more",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be {le} or less",
    "less_than": "must be less than {lt}",
    "enum": "must be one of: {expected}",
    "literal_error": "must be one of: {expected}",
    "dict_type": 'takes names and values, such as {{"name": "text"}}',
    "model_type": 'takes names and values, such as {{"name": "text"}}',
    "model_attributes_type": 'takes names and values, such as {{"name": "text"}}',
    "list_type": 'takes a list, such as ["one", "two"]',
    "tuple_type": 'takes a list, such as ["one", "two"]',
    "frozen_set_type": 'takes a list, such as ["one", "two"]',
    "set_type": 'takes a list, such as ["one", "two"]',
    "too_short": "has too few: at least {min_length}",
    "too_long": "has too many: at most {max_length}",
    "union_tag_invalid": "needs {discriminator}, one of: {expected_tags}",
    "union_tag_not_found": "needs {discriminator}, which says of what kind it is",
    "value_error": "is wrong: {error}",
}
_DAY = "takes a day, such as 2027-03-01"
_MOMENT = "takes a day and a time, such as 2027-03-01T09:00"


def in_plain_words(error: ValidationError, act: type[BaseModel], given: Mapping[str, Any]) -> str:
    """Each wrong field once, with what it takes."""
    lines = []
    for one in error.errors(include_input=False, include_url=False):
        kind, place = one["type"], _place(one["loc"], given)
        if kind == "extra_forbidden":
            lines.append(f"{place} is not a field of this act{_meant(one['loc'], act)}")
        else:
            lines.append(f"{place or 'the act'} {_says(kind, one.get('ctx', {}))}")
    return "; ".join(dict.fromkeys(lines))


def by_field(error: ValidationError, given: Mapping[str, Any]) -> dict[str, str]:
    """What each wrong field takes, by its dotted name; list items are counted from 0."""
    found: dict[str, str] = {}
    for one in error.errors(include_input=False, include_url=False):
        found.setdefault(_place(one["loc"], given, 0), _says(one["type"], one.get("ctx", {})))
    return found


def _says(kind: str, facts: Mapping[str, Any]) -> str:
    if kind.startswith("date_"):
        return _DAY
    if kind.startswith(("datetime_", "timezone_")):
        return _MOMENT
    words = _WORDS.get(kind)
    if words is None:
        return "is not what belongs there"
    return words.format_map({name: _tidy(fact) for name, fact in facts.items()})


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


def _meant(loc: Sequence[str | int], act: type[BaseModel]) -> str:
    if len(loc) != 1:
        return ""
    hidden = {"command_id", "by", "at", "via", "kind"}
    names = [name for name in act.model_fields if name not in hidden]
    close = difflib.get_close_matches(str(loc[0]), names, n=1)
    if close:
        return f" (is it {close[0]}?)"
    return f" (it takes {', '.join(names)})" if names else " (it takes none)"
