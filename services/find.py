"""From what an operator typed to the one thing meant: an engagement, an agency, a person."""

import re
from collections.abc import Iterable

from domain.agency.agency import Agency
from domain.engagement.state import Engagement
from domain.person.person import Person
from services.troubles import BadUsage, NotFound
from store.store import Store

_ID = re.compile(r"[0-9a-f-]{1,36}")


async def engagement(store: Store, typed: str) -> Engagement:
    """The engagement whose id is, or begins with, what was typed. Raises `NotFound`."""
    wanted = typed.strip().lower()
    found = await store.reader.ids_starting(wanted) if _ID.fullmatch(wanted) else []
    if not found:
        raise NotFound.of("no_id_begins", typed=repr(typed[:60]))
    if len(found) > 1 and wanted not in found:
        some = ", ".join(one[: max(8, len(wanted) + 4)] for one in found[:5])
        more = ", ..." if len(found) > 5 else ""
        raise BadUsage.of("several_begin", typed=repr(typed), some=some + more)
    state = await store.reader.state(wanted if wanted in found else found[0])
    if state is None:
        raise NotFound.of("nothing_recorded", engagement=found[0])
    return state


async def agency(store: Store, typed: str) -> Agency:
    """The agency with this name or id, or id beginning so. Raises `NotFound`, `BadUsage`."""
    agencies = await store.reader.agencies()
    wanted = typed.strip().casefold()
    named = [a for a in agencies if a.settings.name.casefold() == wanted]
    found = named or [
        a for a in agencies if _ID.fullmatch(wanted) and a.agency_id.startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(a.settings.name for a in agencies)
    facts = {"typed": repr(typed[:60]), "known": names}
    if found:
        raise BadUsage.of("several_agencies", count=len(found), **facts)
    raise NotFound.of("no_agency_called" if names else "no_agency_yet", **facts)


async def agency_or_all(store: Store, typed: str | None) -> str | None:
    """The id of the agency named; None for all."""
    return None if typed is None else (await agency(store, typed)).agency_id


async def agency_behind(store: Store, typed: str) -> Agency:
    """The agency named, or that of the engagement whose id begins so."""
    if _ID.fullmatch(typed.strip().lower()) and await store.reader.ids_starting(typed.strip()):
        state = await engagement(store, typed)
        return await agency(store, state.agency_id)
    return await agency(store, typed)


async def person(store: Store, typed: str, agencies: Iterable[str] | None = None) -> Person:
    """The person with this e-mail address or id. Raises `NotFound`, `BadUsage`."""
    found = await persons(store, typed, agencies)
    if len(found) > 1:
        ids = ", ".join(p.person_id for p in found)
        raise BadUsage.of("known_in_several", typed=typed, count=len(found), ids=ids)
    return found[0]


async def persons(store: Store, typed: str, agencies: Iterable[str] | None = None) -> list[Person]:
    """The same, where someone who works for several agencies is meant in all. Never empty."""
    wanted = typed.strip()
    if "@" not in wanted:
        known = await store.reader.people([wanted]) if _ID.fullmatch(wanted) else {}
        if wanted in known:
            return [known[wanted]]
        raise NotFound.of("nobody_goes_by", typed=repr(typed[:60]))
    ids = list(agencies or [a.agency_id for a in await store.reader.agencies()])
    found = [p for a in ids if (p := await store.reader.person_by_email(a, wanted))]
    if not found:
        raise NotFound.of("nobody_has_address", address=repr(wanted[:100]))
    return found
