"""A program report in the making: which figures are worked out anew, and which stand.

A figure is worked out anew where nothing is told by it, and by all that were ever made, of fewer
people than the agency allows (docs/adr/0024).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from types import MappingProxyType

from domain.agency.small_numbers import suppressed
from domain.base.model import Instant, PersonId
from domain.program.course import Course
from domain.program.report import LEARNERS, MEASURES, TRUST, Earlier, Group, Measure, Report
from domain.program.told_apart import Column, Part, tells_of_few
from domain.program.trust import part_of

_REST = ""
Beside = Mapping[str, Sequence[Column]]
"""Figures that are shown elsewhere, by what they are of (`trust_supervisor`)."""


@dataclass(frozen=True)
class Made:
    """A report, and for the next ones of whom each of its figures is made (never shown)."""

    report: Report
    columns: Mapping[str, Column]


def report(
    courses: Sequence[Course],
    at: Instant,
    least: int,
    adoption: Mapping[str, str],
    before: Report | None = None,
    earlier: Earlier = (),
    beside: Beside = MappingProxyType({}),
) -> Made:
    """The report over these courses; `adoption` says which group a cohort was put into.

    The time in a stage is a median, since one long pause of work would carry a mean away. A figure
    of `before` stands where a new one would tell of fewer than `least`; `beside` are figures that
    are shown elsewhere of the same.
    """
    making = _Making(courses, least, adoption, before, earlier, beside)
    stages = sorted({stage for course in courses for stage in course.days})
    return Made(
        Report(
            at=at,
            least=least,
            learners=len({one.learner for one in courses}),
            measures=tuple(making.measure(key) for key in MEASURES),
            stages=tuple(making.stage(key) for key in stages),
            units=making.groups("unit"),
            adoption=making.groups("adoption"),
        ),
        {LEARNERS: [Part(one.learner, _part(one, LEARNERS)) for one in courses], **making.columns},
    )


class _Making:
    """One report in the making, measure by measure."""

    def __init__(
        self,
        courses: Sequence[Course],
        least: int,
        adoption: Mapping[str, str],
        before: Report | None,
        earlier: Earlier,
        beside: Beside,
    ) -> None:
        self._courses = courses
        self._least = least
        self._adoption = adoption
        self._before = before
        self._earlier = earlier
        self._beside = beside
        self.columns: dict[str, Column] = {}
        self._groups: dict[str, dict[str, dict[str, Measure]]] = {"unit": {}, "adoption": {}}

    def measure(self, key: str) -> Measure:
        """The figure over everybody; those of groups are kept for `groups`."""
        kind, read = MEASURES[key]
        values = {
            _part(one, key): (one, value)
            for one in self._courses
            if (value := read(one)) is not None
        }
        told = {part: one for part, (one, _) in values.items()}
        for column in self._candidates(told):
            if self._tells_of_enough(key, column):
                self.columns[key] = column
                for of in self._groups:
                    self._share_out(of, column, key, {p: value for p, (_, value) in values.items()})
                mean = fmean(value for _, value in values.values())
                return _figure(key, kind, column, round(mean, 2))
        standing = self._before.measures if self._before else ()
        return next((one for one in standing if one.key == key), _figure(key, kind, (), None))

    def stage(self, key: str) -> Measure:
        """The time in a stage."""
        column = [Part(one.learner, _part(one, key)) for one in self._courses if key in one.days]
        if self._tells_of_enough(key, column):
            self.columns[key] = column
            days = median(one.days[key] for one in self._courses if key in one.days)
            return _figure(key, "days", column, round(days, 1))
        standing = self._before.stages if self._before else ()
        return next((one for one in standing if one.key == key), _figure(key, "days", (), None))

    def groups(self, of: str) -> tuple[Group, ...]:
        """Each measure of each group; where it was not shared out anew, as it was before."""
        new = self._groups[of]
        before = (
            (self._before.units if of == "unit" else self._before.adoption) if self._before else ()
        )
        stood = {group.name: {one.key: one for one in group.measures} for group in before}
        names = {*stood, *(name for found in new.values() for name in found)}
        names |= {name for one in self._courses if (name := self._group(of, one)) != _REST}
        return tuple(
            Group(
                name=name,
                measures=tuple(
                    (new[key] if key in new else stood.get(name, {})).get(
                        name if key in new else key
                    )
                    or _figure(key, kind, (), None)
                    for key, (kind, _) in MEASURES.items()
                ),
            )
            for name in sorted(names)
        )

    def _group(self, of: str, one: Course) -> str:
        return one.unit if of == "unit" else self._adoption.get(one.cohort, _REST)

    def _candidates(self, told: Mapping[str, Course]) -> Iterator[Column]:
        """Ways to share a measure out, from the one that says most to its total alone."""
        unit, adoption = (self._cells(of, told) for of in ("unit", "adoption"))
        for by_unit, by_adoption in ((unit, adoption), (unit, {}), ({}, adoption), ({}, {})):
            yield [
                Part(one.learner, part, by_unit.get(part, _REST), by_adoption.get(part, _REST))
                for part, one in told.items()
            ]

    def _cells(self, of: str, told: Mapping[str, Course]) -> dict[str, str]:
        """Part to its group, where that group is of enough people and gives no other away."""
        people: dict[str, set[PersonId]] = {}
        for one in told.values():
            people.setdefault(self._group(of, one), set()).add(one.learner)
        counts = suppressed({name: len(one) for name, one in people.items()}, self._least)
        return {
            part: name
            for part, one in told.items()
            if counts[name := self._group(of, one)] is not None
        }

    def _tells_of_enough(self, key: str, column: Column) -> bool:
        # What was last at one time was first at another: both are figures of the same answerings.
        about = key.rpartition("_")[0] if key.startswith(TRUST) else key
        keys = (key,) if about == key else (f"{about}_start", f"{about}_end")
        known = [one[k] for one in (*self._earlier, self.columns) for k in keys if one.get(k)]
        known += self._beside.get(about, ())
        return bool(column) and not tells_of_few([*known, column], self._least)

    def _share_out(self, of: str, column: Column, key: str, values: Mapping[str, float]) -> None:
        cells: dict[str, list[Part]] = {}
        for part in column:
            cells.setdefault(part.unit if of == "unit" else part.adoption, []).append(part)
        shown = {name: parts for name, parts in cells.items() if name != _REST}
        if shown:
            kind = MEASURES[key][0]
            self._groups[of][key] = {
                name: _figure(key, kind, parts, round(fmean(values[p.part] for p in parts), 2))
                for name, parts in shown.items()
            }


def _part(one: Course, key: str) -> str:
    """What names a learner's part in a figure; as to trust the answering, whatever its course."""
    if key in one.trust_told:
        return part_of(one.learner, one.trust_told[key])
    return f"{one.engagement}/{one.learner}/{one.taken_back}"


def _figure(key: str, kind: str, parts: Column, value: float | None) -> Measure:
    people = len({part.learner for part in parts}) or None
    return Measure(key=key, kind=kind, people=people, value=value)
