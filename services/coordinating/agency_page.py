"""An agency's settings and agreement, as its coordinators and leaders look at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.agency.agency import Agency
from domain.person.person import Person
from services.connections import Engine
from services.reading.access import overseen
from services.reading.readings_shown import ReadByOperator, readings_at


@dataclass(frozen=True)
class AgencyPage:
    """`settings` are JSON-ready, with people by their addresses; `names` are people by id."""

    agency: Agency
    settings: Mapping[str, Any]
    names: Mapping[str, str]
    may_change: bool
    may_sign: bool
    readings: list[ReadByOperator] | None
    """Of text, by operators, for coordinators; None for who is not to know who is coached."""


async def agency_page(engine: Engine, person: Person) -> AgencyPage:
    """For coordinators and leaders. Raises `NotFound` for everybody else."""
    agency = await overseen(engine, person)
    given = agency.settings
    signed = [agency.agreement.signed_by] if agency.agreement else []
    people = await engine.store.reader.people({*given.coordinators, *given.leaders, *signed})
    settings = given.model_dump(mode="json")
    for name in ("coordinators", "leaders"):
        settings[name] = [
            people[one].email or one if one in people else one for one in getattr(given, name)
        ]
    coordinates = person.person_id in given.coordinators
    return AgencyPage(
        agency=agency,
        settings=settings,
        names={one: found.name for one, found in people.items()},
        may_change=coordinates,
        may_sign=person.person_id in given.leaders,
        readings=await readings_at(engine, agency) if coordinates else None,
    )
