"""An agency's own instruments: put to use, taken out of use."""

from domain.agency.agency import AdoptInstrument, Agency, RetireInstrument
from domain.base.messages import Via
from domain.instruments.instrument import Instrument
from domain.person.person import Person
from services.connections import Engine
from services.reading.access import coordinated


async def adopt(
    engine: Engine,
    person: Person,
    command_id: str,
    instrument: Instrument,
    via: Via = Via.SELF,
) -> None:
    """Put it to use. Raises `NotFound` for who does not coordinate, `Refusal`."""
    agency = await coordinated(engine, person)
    head = _head(engine, person, agency, command_id, via)
    command = AdoptInstrument.model_validate({**head, "content": instrument})
    await engine.store.record_agency(agency.agency_id, command)


async def retire(
    engine: Engine, person: Person, command_id: str, name: str, via: Via = Via.SELF
) -> None:
    """Take it out of use. Raises `NotFound` for who does not coordinate, `Refusal`."""
    agency = await coordinated(engine, person)
    head = _head(engine, person, agency, command_id, via)
    command = RetireInstrument.model_validate({**head, "instrument": name})
    await engine.store.record_agency(agency.agency_id, command)


def _head(
    engine: Engine, person: Person, agency: Agency, command_id: str, via: Via
) -> dict[str, object]:
    return {
        "command_id": command_id,
        "by": person.person_id,
        "at": engine.clock.now(),
        "agency_id": agency.agency_id,
        "via": via,
    }
