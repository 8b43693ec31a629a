"""People of the agency, for its coordinators."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from console.api.answers import Page, PersonShape
from console.api.callers import PeopleReader, PeopleWriter
from console.api.paging import USUAL, Cursor, Limit, cursor_after, id_at
from console.depends import EngineOf
from domain.base.messages import Via
from domain.base.model import Frozen, Line
from services.launching.newcomers import register
from services.reading.agencies import coordinated_by

router = APIRouter(tags=["people"])


class NewPerson(Frozen):
    """Somebody to make known, or whose name or time zone changed; known by the address."""

    name: Line
    email: Annotated[str, Field(max_length=254)]
    time_zone: Annotated[str | None, Field(max_length=60)] = None
    """The agency's, if none is given."""


@router.get("/people")
async def list_people(
    engine: EngineOf, caller: PeopleReader, cursor: Cursor = None, limit: Limit = USUAL
) -> Page[PersonShape]:
    """Everyone of the agency."""
    await coordinated_by(engine, caller.person)
    agency = caller.person.agency_id
    found = await engine.store.reader.people_page(agency, id_at(cursor), limit + 1)
    shown = tuple(PersonShape.of(one) for one in found[:limit])
    more = len(found) > limit
    return Page(items=shown, next=cursor_after(shown[-1].person_id) if more else None)


@router.post("/people", status_code=201)
async def register_person(engine: EngineOf, caller: PeopleWriter, person: NewPerson) -> PersonShape:
    """Make somebody known to the agency, or bring their name and time zone up to date."""
    await coordinated_by(engine, caller.person)
    made = await register(
        engine,
        name=person.name,
        email=person.email,
        agency=caller.person.agency_id,
        time_zone=person.time_zone,
        by=caller.person,
        via=Via.SYSTEM if caller.system else Via.SELF,
    )
    return PersonShape(
        person_id=made.person_id,
        agency_id=made.agency_id,
        name=made.name,
        email=made.email,
        time_zone=made.time_zone,
    )
