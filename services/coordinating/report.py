"""The program report: made over finished coaching of learners who consented, kept as it was made.

A new one is made only once enough more learners have finished: two reports that differ by one
learner would tell that one's scores (docs/adr/0024).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.agency.agency import Agency
from domain.base.model import EntryId, PersonId
from domain.base.refusals import Refusal
from domain.instruments.scoring import score
from domain.instruments.shelf import released
from domain.person.own_answers import AnsweredForOneself
from domain.person.person import Person
from domain.program.course import Course, course_of
from domain.program.making import report
from domain.program.report import Report, require_enough
from services.connections import Engine
from services.reading.access import overseen
from store.personal.answer_rows import OwnWord

TRUST = ("organizational_trust", 1)
_KEPT = 12
"""So many reports are looked at beside each other."""


@dataclass(frozen=True)
class Reports:
    """An agency's reports, newest first; `names` are of supervisors, by id."""

    agency: Agency
    reports: tuple[Report, ...]
    names: dict[PersonId, str]


async def reports(engine: Engine, person: Person) -> Reports:
    """Those of the agency that this person oversees. Raises `NotFound`, `StoreUnavailable`."""
    agency = await overseen(engine, person)
    kept = await engine.store.reports.newest(agency.agency_id, _KEPT)
    found = tuple(Report.model_validate(one) for one in kept)
    units = sorted({group.name for one in found for group in one.units})
    people = await engine.store.reader.people(units) if units else {}
    return Reports(agency, found, {one: person.name for one, person in people.items()})


async def make_report(engine: Engine, person: Person) -> Report:
    """Make one and keep it. Raises `Refusal("too_few_finished")`, and as `reports`."""
    made = await reports(engine, person)
    agency, least = made.agency, made.agency.settings.small_number
    earlier = await engine.store.reports.made_of(agency.agency_id)
    courses = await _courses(engine, agency)
    last = made.reports[0] if made.reports else None
    require_enough(courses, earlier, least)
    now, adoption = engine.clock.now(), agency.program.adoption
    new = await asyncio.to_thread(report, courses, now, least, adoption, last, earlier)
    body = new.report.model_dump(mode="json")
    kept = await engine.store.reports.keep(agency.agency_id, now, body, new.columns, len(earlier))
    if not kept:  # somebody else made one meanwhile
        raise Refusal("too_few_finished", least=least)
    return new.report


async def _courses(engine: Engine, agency: Agency) -> list[Course]:
    """Each consenting learner's finished coaching; of one coached twice, both count as courses."""
    found = []
    for engagement_id, learner in await engine.store.reports.consenting(agency.agency_id):
        state = await engine.store.reader.state(engagement_id)
        if state is None:
            continue
        events = [event for _, event in await engine.store.reader.events(engagement_id)]
        course = course_of(state, events, learner)
        if course is not None:
            found.append(course)
    trust = await _trust(engine, {one.learner for one in found})
    return [
        replace(
            one,
            trust_supervisor=_before_and_after(trust.get(one.learner, ()), "supervisor"),
            trust_organization=_before_and_after(trust.get(one.learner, ()), "organization"),
            trust_told=".".join(str(told.version) for told in trust.get(one.learner, ())),
        )
        for one in found
    ]


async def _trust(engine: Engine, learners: set[PersonId]) -> dict[PersonId, list[OwnWord]]:
    """Each person's answers in the order they were first given, as they stand; where they count."""
    latest: dict[tuple[PersonId, EntryId], OwnWord] = {}
    for one in await engine.store.reports.own_answers(sorted(learners), *TRUST):
        # One that was answered in part, or put right, is one answering: its newest word holds.
        latest[one.event.by, one.event.entry_id] = one
    found: dict[PersonId, list[OwnWord]] = {}
    for (who, _), one in latest.items():
        if one.event.counted:
            found.setdefault(who, []).append(one)
    return found


def _before_and_after(given: Sequence[OwnWord], part: str) -> tuple[float, float] | None:
    """(first, last) mean answers of those who answered at least twice."""
    values = [value for one in given for name, value in _parts(one.event) if name == part]
    return (values[0], values[-1]) if len(values) > 1 else None


def _parts(event: AnsweredForOneself) -> Sequence[tuple[str, float]]:
    if event.answered is None:
        return ()
    scored = score(released(*TRUST), event.answered).parts
    return [(one.part, one.value) for one in scored if one.value is not None]
