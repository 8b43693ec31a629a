"""The program report: figures over finished coaching, never of fewer people than the agency allows.

Toolkit, ch. 10 (measures to consider). Of each learner who consents (Consent.SCORES_IN_REPORTS);
what is before and after is over those of whom there are both. Nothing is told of fewer by taking
figures from one another either: those of groups from their total, units from adoption groups,
those of one report from those of another (`small_numbers`, `told_apart`).
"""

from collections.abc import Callable, Mapping, Sequence

from domain.base.model import Frozen, Instant
from domain.base.refusals import Refusal
from domain.program.course import Course
from domain.program.told_apart import Column

Read = Callable[[Course], float | None]


class Measure(Frozen):
    """One figure over `people`; both None where they are too few. `kind` says how it is read:
    days, a share of 0 to 1, or a number on the scale of what was measured."""

    key: str
    kind: str
    people: int | None
    value: float | None


class Group(Frozen):
    """The figures of a unit or an adoption group."""

    name: str
    measures: tuple[Measure, ...]


class Report(Frozen):
    """A report as it was made; `least` is of how few people nothing is said."""

    at: Instant
    least: int
    learners: int
    measures: tuple[Measure, ...]
    stages: tuple[Measure, ...]
    units: tuple[Group, ...]
    adoption: tuple[Group, ...]


Earlier = Sequence[Mapping[str, Column]]
"""Of whom the figures of earlier reports were made; oldest first."""
LEARNERS = "learners"
TRUST = "trust_"
"""Measures of trust begin so: a part of the inventory follows, then `_start` or `_end`."""


def _first(name: str) -> Read:
    return lambda course: None if (pair := getattr(course, name)) is None else pair[0]


def _last(name: str) -> Read:
    return lambda course: None if (pair := getattr(course, name)) is None else pair[1]


MEASURES: Mapping[str, tuple[str, Read]] = {
    "completed": ("share", lambda course: float(course.completed)),
    "sessions": ("number", lambda course: float(course.sessions)),
    "days": ("days", lambda course: sum(course.days.values())),
    "enrollment_start": ("number", _first("enrollment")),
    "enrollment_end": ("number", _last("enrollment")),
    "readiness_start": ("number", _first("readiness")),
    "readiness_end": ("number", _last("readiness")),
    "attainment_start": ("number", _first("attainment")),
    "attainment_end": ("number", _last("attainment")),
    "trust_supervisor_start": ("number", _first("trust_supervisor")),
    "trust_supervisor_end": ("number", _last("trust_supervisor")),
    "trust_organization_start": ("number", _first("trust_organization")),
    "trust_organization_end": ("number", _last("trust_organization")),
}
"""Key to how it is read; means over those learners of whom there is a value."""


def require_enough(courses: Sequence[Course], earlier: Earlier, least: int) -> None:
    """Two reports that differ by few learners would tell of these.

    How many are missing is not said: whoever counts them could tell who consented. Raises
    `Refusal("too_few_finished")`.
    """
    known = {part.learner for part in earlier[-1].get(LEARNERS, ())} if earlier else set()
    if len({one.learner for one in courses} - known) < least:
        raise Refusal("too_few_finished", least=least)
