"""What a browser posted, made into the fields of an act; what was left blank is left out.

Names are dotted ways: `goal.smart.due`, `levels.0.amount`, `answers.what_went_well`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData

from services.acts.questions import Question, Takes

Posted = Mapping[str, Sequence[str]]
MOST_ROWS = 60
_DIGITS = 4
"""A number of more digits counts no rows; of thousands, Python refuses to read it."""


def fields_from(questions: Sequence[Question], posted: Posted, before: str = "") -> dict[str, Any]:
    """The fields that were filled in."""
    found = {}
    for one in questions:
        value = _value(one, f"{before}{one.name}", posted)
        if value is not None:
            found[one.name] = value
    return found


def posted_of(form: FormData) -> Posted:
    """The texts of a form, by their names; files are left out, and NUL, which is no text."""
    found: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            found.setdefault(name.replace("\0", ""), []).append(value.replace("\0", ""))
    return found


def rows(path: str, posted: Posted) -> int:
    """How many rows of a list were posted."""
    start = f"{path}."
    numbers = [
        int(step)
        for name in posted
        if name.startswith(start)
        and (step := name[len(start) :].partition(".")[0]).isdecimal()
        and len(step) <= _DIGITS
    ]
    return min(max(numbers, default=-1) + 1, MOST_ROWS)


def _value(question: Question, path: str, posted: Posted) -> Any:
    match question.takes:
        case Takes.GROUP:
            return fields_from(question.inner, posted, f"{path}.") or None
        case Takes.KINDS:
            return _kind(question, path, posted)
        case Takes.NAMES:
            return _names(question, path, posted)
        case Takes.LIST:
            return _list(question, path, posted)
        case Takes.YES_NO:
            said = _text(path, posted)
            return None if said is None else said == "yes"
        case _:
            return _text(path, posted)


def _kind(question: Question, path: str, posted: Posted) -> dict[str, Any] | None:
    chosen = _text(path, posted)
    for group in question.inner:
        ((tag, value),) = group.choices
        if value == chosen:
            return {tag: value, **fields_from(group.inner, posted, f"{path}.{value}.")}
    return None


def _names(question: Question, path: str, posted: Posted) -> dict[str, Any] | None:
    (inner,) = question.inner
    found = {key: _value(inner, f"{path}.{key}", posted) for key, _ in question.choices}
    return {key: value for key, value in found.items() if value is not None} or None


def _list(question: Question, path: str, posted: Posted) -> list[Any] | None:
    (inner,) = question.inner
    if chosen_from(question):
        return list(posted.get(path, ())) or None
    values = [_value(inner, f"{path}.{n}", posted) for n in range(rows(path, posted))]
    return [value for value in values if value is not None] or None


def chosen_from(question: Question) -> bool:
    """Whether a list is answered by ticking what it holds."""
    return question.takes is Takes.LIST and bool(question.choices or question.inner[0].choices)


def _text(path: str, posted: Posted) -> str | None:
    said = [text for text in posted.get(path, ()) if text.strip()]
    return said[-1].replace("\r\n", "\n") if said else None
