"""An agency's own coaching models: put to use, taken out of use."""

from domain.agency.agency_models import AdoptModel, RetireModel
from domain.base.messages import Via
from domain.person.person import Person
from domain.process.models import ProcessModel
from services.connections import Engine
from services.reading.access import coordinated


async def adopt(
    engine: Engine, person: Person, command_id: str, model: ProcessModel, via: Via = Via.SELF
) -> None:
    """Put it to use. Raises `NotFound` for who does not coordinate, `Refusal`."""
    agency = await coordinated(engine, person)
    command = AdoptModel(
        command_id=command_id,
        by=person.person_id,
        at=engine.clock.now(),
        agency_id=agency.agency_id,
        via=via,
        content=model,
    )
    await engine.store.record_agency(agency.agency_id, command)


async def retire(
    engine: Engine, person: Person, command_id: str, name: str, via: Via = Via.SELF
) -> None:
    """Take it out of use. Raises `NotFound` for who does not coordinate, `Refusal`."""
    agency = await coordinated(engine, person)
    command = RetireModel(
        command_id=command_id,
        by=person.person_id,
        at=engine.clock.now(),
        agency_id=agency.agency_id,
        via=via,
        model=name[:200],
    )
    await engine.store.record_agency(agency.agency_id, command)
