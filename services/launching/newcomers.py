"""A person made known by name and address, without a file; a new agency with its first one."""

from dataclasses import dataclass
from typing import Any

from domain.agency.agency import AgencySettings, SetUpAgency
from domain.base.messages import Via
from domain.person.person import Person, RegisterPerson
from services import find
from services.acting.act import checked
from services.connections import Engine
from services.ids import derived_id, fresh_id
from services.troubles import BadUsage, NotFound


@dataclass(frozen=True)
class Registered:
    """Who is known now. `before` is the name the address had, where it had another."""

    person_id: str
    agency_id: str
    agency: str
    name: str
    email: str
    time_zone: str
    before: str | None
    new_agency: bool


async def register(
    engine: Engine,
    *,
    name: str,
    email: str,
    agency: str,
    time_zone: str | None,
    by: str | Person,
    found_agency: bool = False,
    via: Via = Via.OPERATOR,
) -> Registered:
    """Make a person known to an agency, or bring their name and time zone up to date.

    `by` is whoever does it, or the address an operator typed for them; `found_agency` sets up an
    agency that is not known yet, whose coordinator is the person themself. Raises `NotFound`,
    `BadUsage`, `Refusal`.
    """
    agency_id, agency_name, zone = await _agency(engine, agency, found_agency)
    person_id = derived_id(engine.ring, "person", agency_id, email.strip().lower())
    if zone is None:
        actor, zone = person_id, time_zone or ""
        if not time_zone:
            raise BadUsage.of("no_time_zone")
    else:
        doer = await find.person(engine.store, by, [agency_id]) if isinstance(by, str) else by
        actor = doer.person_id
    known = await _known(engine, agency_id, email)
    fields: dict[str, Any] = {
        "command_id": fresh_id(),
        "by": actor,
        "at": engine.clock.now(),
        "via": via,
        "person_id": known.person_id if known else person_id,
        "agency_id": agency_id,
        "name": name,
        "email": known.email if known else email.strip().lower(),
        "time_zone": time_zone or (known.time_zone if known else zone),
    }
    command = checked(RegisterPerson, fields)
    if found_agency:
        await _set_up(engine, agency_id, agency_name, command)
    await engine.store.people.record(command.person_id, command)
    return Registered(
        person_id=command.person_id,
        agency_id=agency_id,
        agency=agency_name,
        name=command.name,
        email=command.email,
        time_zone=command.time_zone,
        before=known.name if known and known.name != command.name else None,
        new_agency=found_agency,
    )


async def _agency(engine: Engine, typed: str, new: bool) -> tuple[str, str, str | None]:
    """Id, name and time zone of the agency meant; no zone yet for one that is new."""
    if not new:
        known = await find.agency(engine.store, typed)
        return known.agency_id, known.settings.name, known.settings.time_zone
    name = typed.strip()
    agency_id = derived_id(engine.ring, "agency", name.casefold())
    agencies = await engine.store.reader.agencies()
    if any(agency_id == a.agency_id or a.settings.name == name for a in agencies):
        raise BadUsage.of("agency_known", name=repr(name[:60]))
    return agency_id, name, None


async def _known(engine: Engine, agency_id: str, email: str) -> Person | None:
    try:
        return await find.person(engine.store, email, [agency_id])
    except NotFound:
        return None


async def _set_up(engine: Engine, agency_id: str, name: str, first: RegisterPerson) -> None:
    settings = checked(
        AgencySettings,
        {
            "name": name,
            "time_zone": first.time_zone,
            "contact": f"{first.name}, {first.email}"[:200],
        },
    )
    head = {"command_id": fresh_id(), "by": first.by, "at": first.at, "via": Via.OPERATOR}
    fields = {**head, "agency_id": agency_id, "settings": settings}
    await engine.store.record_agency(agency_id, SetUpAgency.model_validate(fields))
    await engine.keep_schedules()
