"""The agency of a cohort file, and people whose name it changes, before anyone is launched."""

from domain.agency.agency import Agency, AgencySettings, SetUpAgency
from domain.base.messages import Via
from domain.base.model import AgencyId, PersonId
from domain.cohort import CohortFile
from domain.person.person import RegisterPerson
from services.connections import Engine
from services.ids import derived_id, fresh_id
from services.troubles import Refused
from store.store import Store

_READ_AT_ONCE = 200


async def agency_named(engine: Engine, name: str) -> Agency | None:
    """The agency that goes by this name, in whatever case it is written."""
    return await agency_called(engine.store, name)


async def agency_called(store: Store, name: str) -> Agency | None:
    """The same, where only the store is connected."""
    wanted = name.strip().casefold()
    for one in await store.reader.agencies():
        if one.settings.name.casefold() == wanted:
            return one
    return None


def id_for(engine: Engine, file: CohortFile, known: Agency | None) -> AgencyId:
    """The id of a file's agency, known or still to be set up."""
    return known.agency_id if known else derived_id(engine.ring, "agency", file.agency.casefold())


async def enlist_agency(
    engine: Engine,
    file: CohortFile,
    known: Agency | None,
    people: dict[str, PersonId],
    by: PersonId | None = None,
    via: Via = Via.OPERATOR,
) -> PersonId:
    """Set the agency up with what the file says; leaders of later files are added.

    Gives the coordinator in whose name people are registered: `by`, or else the first the file
    names who is one of the agency's; all it names are, where the agency is new. Raises `Refused`
    where none is.
    """
    agency_id = id_for(engine, file, known)
    named = tuple(dict.fromkeys(people[row.cells["coordinator_email"]] for row in file.rows))
    first = file.rows[0].cells
    before = known.settings if known else None
    settings = before or AgencySettings(
        name=file.agency,
        time_zone=first["time_zone"],
        contact=f"{first['coordinator_name']}, {first['coordinator_email']}"[:200],
        coordinators=named,
    )
    by = by or next((one for one in named if one in settings.coordinators), None)
    if by not in settings.coordinators:
        raise Refused.of("coordinators_of_another", agency=settings.name)
    leaders = (*settings.leaders, *(people[row.cells["leader_email"]] for row in file.rows))
    given = settings.model_dump() | {"leaders": leaders}
    settings = AgencySettings.model_validate(given)
    if settings != before:
        command = SetUpAgency(
            command_id=fresh_id(),
            by=by,
            at=engine.clock.now(),
            via=via,
            agency_id=agency_id,
            settings=settings,
        )
        await engine.store.record_agency(agency_id, command)
        await engine.keep_schedules()
    return by


async def rename_people(
    engine: Engine,
    file: CohortFile,
    people: dict[str, PersonId],
    by: PersonId,
    via: Via = Via.OPERATOR,
) -> list[str]:
    """Give those who are known the name the file has; the addresses whose names were changed."""
    named = {people[email]: (email, name) for email, (name, _) in file.people().items()}
    known = await engine.store.cohorts.known_people(list(named))
    renamed = []
    for start in range(0, len(known), _READ_AT_ONCE):
        read = await engine.store.reader.people(known[start : start + _READ_AT_ONCE])
        for person_id, before in read.items():
            email, name = named[person_id]
            if before.name == name:
                continue
            command = RegisterPerson(
                command_id=fresh_id(),
                by=by,
                at=engine.clock.now(),
                via=via,
                person_id=person_id,
                agency_id=before.agency_id,
                name=name,
                email=before.email,
                # The time zone of a row is that of its learner at most, so it changes nobody's.
                time_zone=before.time_zone,
            )
            await engine.store.people.record(person_id, command)
            renamed.append(email)
    return sorted(renamed)
