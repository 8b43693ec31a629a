"""One agency by its id, and for its coordinators."""

from domain.agency.agency import Agency
from domain.base.model import AgencyId
from domain.base.refusals import Refusal
from domain.person.person import Person
from services.connections import Engine
from services.troubles import NotFound


async def agency_of(engine: Engine, agency_id: AgencyId) -> Agency:
    """The agency. Raises `NotFound`."""
    agency = await engine.store.reader.agency(agency_id)
    if agency is None:
        raise NotFound.of("no_agency")
    return agency


async def coordinated_by(engine: Engine, person: Person) -> Agency:
    """The person's agency, which they coordinate. Raises `Refusal("not_agency_coordinator")`."""
    agency = await agency_of(engine, person.agency_id)
    if person.person_id not in agency.settings.coordinators:
        raise Refusal("not_agency_coordinator")
    return agency
