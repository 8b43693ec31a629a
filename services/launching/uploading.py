"""A cohort file handed in by a coordinator: looked over, then launched in their own name."""

import asyncio

from domain.agency.agency import Agency
from domain.base.messages import Via
from domain.cohort import CohortFile, read
from domain.person.person import Person
from services.connections import Engine
from services.launching import cohort_launching as launching
from services.launching.checking import read_cohort
from services.reading.agencies import coordinated_by
from services.troubles import BadUsage, NotFound, Refused
from store.projections.rows import CohortLine

_LONGEST_NAME = 120


async def looked_over(engine: Engine, coordinator: Person, data: bytes) -> CohortFile:
    """The file with every problem and what to look at again; nothing happens.

    Raises `Refusal`, `BadUsage` for another agency's file.
    """
    agency = await coordinated_by(engine, coordinator)
    day, country = engine.clock.now().date(), agency.settings.country
    # Reading a large workbook takes seconds: others are answered meanwhile.
    file = await asyncio.to_thread(read, data, day, country, agency.models_in_use)
    _require_own(file, agency)
    return file


async def launch_uploaded(
    engine: Engine,
    coordinator: Person,
    data: bytes,
    name: str,
    *,
    anew: bool,
    via: Via,
) -> launching.Launched:
    """Note the cohort, which is launched in the background; the same file launches none twice.

    Raises `Refusal`, `BadCohort` naming every bad cell, `BadUsage`, `Refused` where the file's
    learners are coached on the same skill in another cohort (unless `anew`).
    """
    agency = await coordinated_by(engine, coordinator)
    cohort = name.strip()
    if not cohort or len(cohort) > _LONGEST_NAME or not cohort.isprintable():
        raise BadUsage.of("cohort_unnamed", most=_LONGEST_NAME)
    day, country = engine.clock.now().date(), agency.settings.country
    file = await asyncio.to_thread(read_cohort, data, day, country, agency.models_in_use)
    _require_own(file, agency)
    elsewhere = [] if anew else await launching.under_way_elsewhere(engine, file, cohort)
    if elsewhere:
        other, count = elsewhere[0]
        raise Refused.of("coached_in_cohort", count=f"{count:,}", cohort=repr(other))
    return await launching.launch(
        engine,
        file,
        cohort,
        _unheard,
        operator=f"person:{coordinator.person_id}",
        anew=anew,
        wait=False,
        by=coordinator.person_id,
        via=via,
    )


async def cohorts_of(engine: Engine, coordinator: Person) -> list[CohortLine]:
    """The agency's cohorts, newest first. Raises `Refusal`."""
    agency = await coordinated_by(engine, coordinator)
    return await engine.store.cohorts.lines(agency.agency_id)


async def cohort_of(engine: Engine, coordinator: Person, cohort_id: str) -> CohortLine:
    """One of them. Raises `Refusal`, `NotFound`."""
    for line in await cohorts_of(engine, coordinator):
        if line.cohort_id == cohort_id:
            return line
    raise NotFound.of("no_cohort")


def _require_own(file: CohortFile, agency: Agency) -> None:
    if file.agency and file.agency.casefold() != agency.settings.name.casefold():
        raise BadUsage.of("file_of_another_agency")


def _unheard(done: int, total: int) -> None:
    """Nobody waits for it."""
