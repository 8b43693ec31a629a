"""Remarks on how a goal is worded: what would be hard to rate. Remarks, never refusals.

Toolkit, ch. 4: constructing the scale in two stages, and the eight final questions. What numbers
can show (order, overlap, gaps, progress at the lowest level) is the structure's (`goal_forms.py`).
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from domain.base.model import Frozen
from domain.instruments.goal_forms import AnyGoal, GarsGoal, SmartGoal

_TWO = re.compile(r"\b(?:and|as well as|and also)\b|[;&]", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twice|once|half|none|all|every|each|"
    r"never|always|daily|weekly|monthly)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:better|well|good|improved?|improv\w+|more often|regularly|appropriate\w*|adequate\w*|"
    r"effective\w*|some|sometimes|often|enough|as needed|try|understand\w*|aware\w*|comfortable)\b",
    re.IGNORECASE,
)
_NO_PROGRESS = re.compile(r"\b(?:no|not|never|none|nothing|without|unable|fails?)\b", re.IGNORECASE)
_SHORT = re.compile(r"\b[A-Z][A-Z0-9]{1,5}\b")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class WordingKind(StrEnum):
    """What a remark is about."""

    TWO_BEHAVIORS = "two_behaviors"
    NO_AMOUNT = "no_amount"
    VAGUE = "vague"
    NO_PROGRESS = "no_progress"
    SHORT_FORM = "short_form"
    OTHER_NUMBER = "other_number"
    """The words name another number than the level begins at: a gap or an overlap as it is read."""


class WordingRemark(Frozen):
    """A passage to look at again; `field` is dotted, levels count from 0 (the lowest)."""

    kind: WordingKind
    field: str
    passage: str


def wording_remarks(goal: AnyGoal) -> tuple[WordingRemark, ...]:
    """What to look at again, in the order of the fields, nothing twice."""
    match goal:
        case SmartGoal():
            found = _smart(goal)
        case GarsGoal():
            found = _gars(goal)
    return tuple(dict.fromkeys(found))


def _smart(goal: SmartGoal) -> Iterator[WordingRemark]:
    yield from _first(WordingKind.TWO_BEHAVIORS, "specific", _TWO, goal.specific)
    if not _AMOUNT.search(f"{goal.specific} {goal.measurable}"):
        passage = goal.measurable[:60]
        yield WordingRemark(kind=WordingKind.NO_AMOUNT, field="measurable", passage=passage)
    yield from _first(WordingKind.VAGUE, "measurable", _VAGUE, goal.measurable)
    texts = {"specific": goal.specific, "measurable": goal.measurable}
    yield from _short_forms(texts)


def _gars(goal: GarsGoal) -> Iterator[WordingRemark]:
    yield from _first(WordingKind.TWO_BEHAVIORS, "behavior", _TWO, goal.behavior)
    for n, level in enumerate(goal.levels):
        field = f"levels.{n}.description"
        if not _AMOUNT.search(level.description):
            passage = level.description[:60]
            yield WordingRemark(kind=WordingKind.NO_AMOUNT, field=field, passage=passage)
        yield from _first(WordingKind.VAGUE, field, _VAGUE, level.description)
        numbers = _NUMBER.findall(level.description)
        if numbers and level.amount not in map(float, numbers):
            yield WordingRemark(kind=WordingKind.OTHER_NUMBER, field=field, passage=numbers[0])
    lowest = goal.levels[0].description
    yield from _first(WordingKind.NO_PROGRESS, "levels.0.description", _NO_PROGRESS, lowest)
    texts = {"behavior": goal.behavior, "unit": goal.unit}
    texts |= {f"levels.{n}.description": one.description for n, one in enumerate(goal.levels)}
    yield from _short_forms(texts)


def _first(
    kind: WordingKind, field: str, pattern: re.Pattern[str], text: str
) -> Iterator[WordingRemark]:
    found = pattern.search(text)
    if found:
        yield WordingRemark(kind=kind, field=field, passage=found[0])


def _short_forms(texts: dict[str, str]) -> Iterator[WordingRemark]:
    """Short forms that nothing in the goal explains: `MI (motivational interviewing)` does."""
    whole = " ".join(texts.values())
    seen: set[str] = set()
    for field, text in texts.items():
        for short in _SHORT.findall(text):
            explained = re.search(rf"\b{short}\b\s*\(|\({short}\)|\b{short}\s*(?:=|:|means)", whole)
            if short not in seen and not explained:
                yield WordingRemark(kind=WordingKind.SHORT_FORM, field=field, passage=short)
            seen.add(short)
