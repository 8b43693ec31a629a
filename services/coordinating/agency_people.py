"""The people an agency knows: page by page, or those whom a search means."""

from dataclasses import dataclass

from domain.agency.agency import Agency
from domain.person.person import Person
from services.connections import Engine
from store.personal.name_keys import sought

PAGE = 50
MOST = 200
"""Shown of those whom a search means."""


@dataclass(frozen=True)
class PeoplePage:
    """Some people; `after` leads to the next page, empty on the last.

    `unsearched`: what was searched for is too short to mean anybody.
    """

    people: tuple[Person, ...]
    after: str
    unsearched: bool = False


async def agency_people(engine: Engine, agency: Agency, after: str) -> PeoplePage:
    """Those whose ids follow `after`."""
    found = await engine.store.reader.people_page(agency.agency_id, after, PAGE + 1)
    return PeoplePage(tuple(found[:PAGE]), found[PAGE - 1].person_id if len(found) > PAGE else "")


async def people_meant(engine: Engine, agency: Agency, typed: str) -> PeoplePage:
    """Those of whose names each word typed begins a word, by name; or whose address was typed."""
    reader = engine.store.reader
    if "@" in typed:
        one = await reader.person_by_email(agency.agency_id, typed.strip())
        return PeoplePage(() if one is None else (one,), "")
    words = sought(typed)
    if not words:
        return PeoplePage((), "", unsearched=True)
    ids = await reader.people_named(agency.agency_id, words, MOST)
    found = (await reader.people(ids)).values()
    return PeoplePage(tuple(sorted(found, key=lambda one: (one.name.casefold(), one.email))), "")
