"""The program report: figures over finished coaching, never of fewer people than the agency allows.

Toolkit, ch. 10 (measures to consider). Of each learner who consents (Consent.SCORES_IN_REPORTS);
what is before and after is over those of whom there are both. Where groups share out a total that
is shown too, one that is left out takes others with it (`small_numbers`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean, median

from domain.agency.small_numbers import suppressed
from domain.base.model import Frozen, Instant
from domain.base.refusals import Refusal
from domain.program.course import Course

Pair = tuple[float, float]
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


def report(
    courses: Sequence[Course],
    at: Instant,
    least: int,
    adoption: Mapping[str, str],
    before: Report | None = None,
) -> Report:
    """The report over these courses; `adoption` says which group a cohort was put into.

    The time in a stage is a median, since one long pause of work would carry a mean away. A figure
    of `before` stands while fewer than `least` people came to it or left it: the difference would
    tell of them.
    """
    stages = sorted({stage for course in courses for stage in course.days})
    return Report(
        at=at,
        least=least,
        learners=len(courses),
        measures=_standing(
            (_measure(key, courses, least) for key in MEASURES),
            before.measures if before else (),
            least,
        ),
        stages=_standing(
            (_stage(stage, courses, least) for stage in stages),
            before.stages if before else (),
            least,
        ),
        units=_groups(courses, least, lambda course: course.unit, before.units if before else ()),
        adoption=_groups(
            [one for one in courses if one.cohort in adoption],
            least,
            lambda course: adoption[course.cohort],
            before.adoption if before else (),
        ),
    )


def require_enough(courses: Sequence[Course], before: Report | None, least: int) -> None:
    """Two reports that differ by few learners would tell of these.

    Raises `Refusal("too_few_finished")`.
    """
    new = len(courses) - (before.learners if before else 0)
    if new < least:
        raise Refusal("too_few_finished", least=least, more=least - new)


def _standing(
    measures: Iterable[Measure], before: Iterable[Measure], least: int
) -> tuple[Measure, ...]:
    known = {one.key: one for one in before}
    found = []
    for one in measures:
        old = known.get(one.key)
        moved = abs((one.people or 0) - (old.people or 0)) if old and old.people else least
        found.append(old if old is not None and 0 < moved < least else one)
    return tuple(found)


def _measure(key: str, courses: Iterable[Course], least: int) -> Measure:
    kind, read = MEASURES[key]
    values = [value for one in courses if (value := read(one)) is not None]
    if len(values) < least:
        return Measure(key=key, kind=kind, people=None, value=None)
    return Measure(key=key, kind=kind, people=len(values), value=round(fmean(values), 2))


def _stage(stage: str, courses: Iterable[Course], least: int) -> Measure:
    days = [one.days[stage] for one in courses if stage in one.days]
    if len(days) < least:
        return Measure(key=stage, kind="days", people=None, value=None)
    return Measure(key=stage, kind="days", people=len(days), value=round(median(days), 1))


def _groups(
    courses: Sequence[Course],
    least: int,
    group_of: Callable[[Course], str],
    before: Iterable[Group],
) -> tuple[Group, ...]:
    """Each measure of each group; a group left out of one can't be worked out from the others."""
    members: dict[str, list[Course]] = {}
    for one in courses:
        members.setdefault(group_of(one), []).append(one)
    shown: dict[str, list[Measure]] = {name: [] for name in members}
    for key, (kind, read) in MEASURES.items():
        values = {
            name: [value for one in of_it if (value := read(one)) is not None]
            for name, of_it in members.items()
        }
        counts = suppressed({name: len(one) for name, one in values.items()}, least)
        for name, people in counts.items():
            value = round(fmean(values[name]), 2) if people else None
            shown[name].append(Measure(key=key, kind=kind, people=people or None, value=value))
    known = {one.name: one.measures for one in before}
    return tuple(
        Group(name=name, measures=_standing(measures, known.get(name, ()), least))
        for name, measures in sorted(shown.items())
    )
