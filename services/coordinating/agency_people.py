"""The people an agency knows, page by page."""

from dataclasses import dataclass

from domain.agency.agency import Agency
from domain.person.person import Person
from services.connections import Engine

PAGE = 50


@dataclass(frozen=True)
class PeoplePage:
    """Some people; `after` leads to the next page, empty on the last."""

    people: tuple[Person, ...]
    after: str


async def agency_people(engine: Engine, agency: Agency, after: str) -> PeoplePage:
    """Those whose ids follow `after`."""
    found = await engine.store.reader.people_page(agency.agency_id, after, PAGE + 1)
    return PeoplePage(tuple(found[:PAGE]), found[PAGE - 1].person_id if len(found) > PAGE else "")
