"""The program report: made over finished coaching of learners who consented, kept as it was made.

A new one is made only once enough more learners have finished: two reports that differ by one
learner would tell that one's scores (docs/adr/0024).
"""

import asyncio
from dataclasses import dataclass

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.base.refusals import Refusal
from domain.person.person import Person
from domain.program.making import report
from domain.program.report import TRUST as TRUST_MEASURES
from domain.program.report import Report, require_enough
from domain.program.told_apart import Column
from domain.program.trust import TRUST, column_of
from services.connections import Engine
from services.coordinating.instrument_figures import shown_of
from services.reading.access import overseen

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
    for stream in await engine.store.courses.unmade(agency.agency_id):
        await engine.store.rebuilder.rebuild_one(*stream)
    earlier = await engine.store.reports.made_of(agency.agency_id)
    courses = await engine.store.courses.of(agency.agency_id)
    last = made.reports[0] if made.reports else None
    require_enough(courses, earlier, least)
    now, adoption = engine.clock.now(), agency.program.adoption
    # Beside everybody else's pages: over thousands it takes a part of a second.
    beside = await _figures(engine, agency)
    new = await asyncio.to_thread(report, courses, now, least, adoption, last, earlier, beside)
    body = new.report.model_dump(mode="json")
    kept = await engine.store.reports.keep(agency.agency_id, now, body, new.columns, len(earlier))
    if not kept:  # somebody else made one meanwhile
        raise Refusal("too_few_finished", least=least)
    return new.report


async def _figures(engine: Engine, agency: Agency) -> dict[str, list[Column]]:
    """Of whom the questionnaires' figures of trust were made, by what a report has of the same."""
    kept = await engine.store.own_answers.kept(agency.agency_id, *TRUST)
    return {
        f"{TRUST_MEASURES}{part}": [column_of(one) for one in shown_of(figure)]
        for part, figure in (kept.body if kept else {}).items()
    }
