"""A course as a row: facts as they are, scores sealed with the key of what they were made of."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.base.model import PersonId
from domain.program.course import Course, first_and_last
from domain.program.report import TRUST
from domain.program.trust import Parts
from store.keys.sealing import KeyGone, StreamKeys

_PURPOSE = "scores"
_SCORES = ("enrollment", "readiness", "attainment")
_WIDTH = 160
"""All are sealed as long as this: else the length would tell a ten from a nine."""

Cells = Mapping[str, Any]


def course_cells(learner: PersonId, course: Course | None, keys: StreamKeys) -> dict[str, Any]:
    """What is written of a course; None while coaching goes on."""
    if course is None:
        return {"learner": learner}
    scores = {name: pair for name in _SCORES if (pair := getattr(course, name)) is not None}
    return {
        "learner": learner,
        "finished_at": course.finished_at.isoformat(),
        "facts": {
            "unit": course.unit,
            "cohort": course.cohort,
            "completed": course.completed,
            "sessions": course.sessions,
            "days": course.days,
            "taken_back": course.taken_back,
        },
        "scores": _sealed(scores, keys),
    }


def course_in(row: Cells, keys: StreamKeys | None, told: Mapping[int, Parts]) -> Course:
    """The course of a row, without its scores where their key was destroyed.

    `told` are the learner's own answers as to trust by their newest version, oldest first.
    """
    finished_at: datetime = row["finished_at"]
    scores = _opened(row["scores"], keys) or {}
    pairs: dict[str, Any] = {name: tuple(pair) for name, pair in scores.items()}
    trust: dict[str, Any] = {}
    names: dict[str, str] = {}
    for part in ("supervisor", "organization"):
        answered = [(newest, one[part]) for newest, one in told.items() if part in one]
        trust[f"{TRUST}{part}"] = first_and_last(value for _, value in answered)
        if len(answered) > 1:
            names[f"{TRUST}{part}_start"] = str(answered[0][0])
            names[f"{TRUST}{part}_end"] = str(answered[-1][0])
    return Course(
        engagement=row["engagement_id"],
        learner=row["learner"],
        finished_at=finished_at,
        **row["facts"],
        **pairs,
        **trust,
        trust_told=names,
    )


def trust_cell(parts: Parts | None, keys: StreamKeys) -> str | None:
    """What is written of an answering; nothing where it does not count."""
    return _sealed(parts, keys)


def trust_in_cell(sealed: bytes, keys: StreamKeys | None) -> Parts | None:
    """Scores by part; None once their key was destroyed."""
    return _opened(sealed, keys)


def _sealed(values: Mapping[str, Any] | None, keys: StreamKeys) -> str | None:
    if not values:
        return None
    return keys.seal_steadily(json.dumps(values, sort_keys=True).ljust(_WIDTH), _PURPOSE)


def _opened(sealed: bytes | None, keys: StreamKeys | None) -> dict[str, Any] | None:
    if sealed is None or keys is None:
        return None
    try:
        found: dict[str, Any] = json.loads(keys.open_blob(sealed, _PURPOSE))
    except KeyGone:
        return None
    return found
