"""Remarks on what looks like a client's name or case number in free text (design: never named).

A remark, never a refusal: a form shows it and the writer decides. Toolkit, ch. 11 (NASW 1.07 on
identifying information).
"""

import re

from domain.base.model import Frozen

_CASE = re.compile(
    r"\b(?:case|client|file|referral|docket)\s*(?:no\.?|number|id|#)?\s*[:#]?\s*"
    r"(?=[A-Z0-9-]*\d)[A-Z0-9-]{3,20}\b",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"(?<![\w-])(?=[A-Z0-9-]*\d{3})(?:[A-Z]{1,4}-?)?\d[\d-]{4,}\d(?![\w-])")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{2,4}")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Dr|Miss)\.?\s+[A-Z][\w'’-]+")
_KIN = re.compile(
    r"\b(?:mother|father|mom|dad|child|son|daughter|boy|girl|baby|family|client|grandmother|"
    r"grandfather|aunt|uncle|brother|sister)\s*,?\s+[A-Z][a-z'’-]+(?:\s+[A-Z][a-z'’-]+)?"
)


class Remark(Frozen):
    """A passage to look at again: `kind` is `case_number` or `name`; `start`, `end` its place."""

    kind: str
    passage: str
    start: int
    end: int


def remarks(text: str) -> tuple[Remark, ...]:
    """What a writer should look at again, in the order of the text, nothing twice."""
    found: list[Remark] = []
    for kind, pattern in (
        ("case_number", _CASE),
        ("case_number", _LONG_NUMBER),
        ("name", _TITLED),
        ("name", _KIN),
    ):
        for match in pattern.finditer(text):
            inside = any(r.start < match.end() and match.start() < r.end for r in found)
            if not inside and not _DATE.fullmatch(match[0]):
                place = {"start": match.start(), "end": match.end()}
                found.append(Remark(kind=kind, passage=match[0], **place))
    return tuple(sorted(found, key=lambda r: r.start))
