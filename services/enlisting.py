"""The agency and the people of a cohort file, made known before anyone is launched."""

import asyncio

from domain.agency.agency import AgencySettings, SetUpAgency
from domain.base.messages import Via
from domain.cohort import CohortFile
from domain.person.person import RegisterPerson
from services.connections import Engine
from services.ids import fresh_id

_AT_ONCE = 8


async def enlist_agency(
    engine: Engine, file: CohortFile, agency_id: str, people: dict[str, str], by: str
) -> None:
    """Set the agency up with what the file's first row says; leaders of later files are added."""
    known = {a.agency_id: a for a in await engine.store.reader.agencies()}
    first = file.rows[0].cells
    before = known[agency_id].settings if agency_id in known else None
    settings = before or AgencySettings(
        name=file.agency,
        time_zone=first["time_zone"],
        contact=f"{first['coordinator_name']}, {first['coordinator_email']}"[:200],
    )
    if before is None:
        named = (people[row.cells["coordinator_email"]] for row in file.rows)
        settings = settings.model_copy(update={"coordinators": tuple(dict.fromkeys(named))})
    leaders = (*settings.leaders, *(people[row.cells["leader_email"]] for row in file.rows))
    settings = settings.model_copy(update={"leaders": tuple(dict.fromkeys(leaders))})
    if settings == before:
        return
    await engine.store.record_agency(
        agency_id,
        SetUpAgency(
            command_id=fresh_id(),
            by=by,
            at=engine.clock.now(),
            via=Via.OPERATOR,
            agency_id=agency_id,
            settings=settings,
        ),
    )
    await engine.keep_schedules()


async def enlist_people(
    engine: Engine, file: CohortFile, agency_id: str, people: dict[str, str], by: str
) -> list[str]:
    """Register who is new or has another name now; the addresses whose names were changed."""
    known = await engine.store.reader.people(people.values())
    gate = asyncio.Semaphore(_AT_ONCE)
    renamed: list[str] = []

    async def register(email: str, name: str, zone: str) -> None:
        person_id = people[email]
        before = known.get(person_id)
        if before is not None and before.name == name:
            # The time zone of a row is that of its learner at most, so it changes nobody's.
            return
        async with gate:
            await engine.store.people.record(
                person_id,
                RegisterPerson(
                    # Fresh each time: a name may change, and change back.
                    command_id=fresh_id(),
                    by=by,
                    at=engine.clock.now(),
                    via=Via.OPERATOR,
                    person_id=person_id,
                    agency_id=agency_id,
                    name=name,
                    email=email,
                    time_zone=before.time_zone if before else zone,
                ),
            )
        if before is not None:
            renamed.append(email)

    async with asyncio.TaskGroup() as group:
        for email, (name, zone) in file.people().items():
            group.create_task(register(email, name, zone))
    return sorted(renamed)
