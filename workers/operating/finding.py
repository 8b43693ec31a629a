"""From what an operator typed to the one thing meant: an engagement, an agency, a person."""

from collections.abc import Iterable

from domain.agency import Agency
from domain.people import Person
from domain.state import Engagement
from store.facade import Store
from workers.exits import BadUsage, NotFound


async def engagement(store: Store, typed: str) -> Engagement:
    """The engagement whose id is, or begins with, what was typed. Raises `NotFound`."""
    found = await store.reader.ids_starting(typed.strip()) if typed.strip() else []
    if not found:
        raise NotFound(f"no engagement's id begins with {typed!r}", "`coaching list` shows all.")
    if len(found) > 1:
        raise BadUsage(f"{len(found)} engagements begin with {typed!r}", "Type more of the id.")
    state = await store.reader.state(found[0])
    if state is None:
        raise NotFound(f"no engagement {found[0]}", "`coaching list` shows all.")
    return state


async def agency(store: Store, typed: str | None) -> Agency:
    """The agency named (by name, id or its beginning); the only one if none is named."""
    agencies = await store.reader.agencies()
    if typed is None and len(agencies) == 1:
        return agencies[0]
    wanted = (typed or "").strip().lower()
    found = [
        a
        for a in agencies
        if wanted and (a.settings.name.lower() == wanted or a.agency_id.startswith(wanted))
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(a.settings.name for a in agencies) or "none yet; `coaching launch` one"
    raise NotFound(f"which agency? {typed or ''}".strip(), f"There are: {names}.")


async def person(store: Store, typed: str, agencies: Iterable[str] | None = None) -> Person:
    """The person with this e-mail address or id. Raises `NotFound`."""
    wanted = typed.strip()
    if "@" not in wanted:
        known = await store.reader.people([wanted])
        if wanted in known:
            return known[wanted]
        raise NotFound(f"nobody has the id {wanted!r}", "Give an e-mail address.")
    ids = list(agencies or [a.agency_id for a in await store.reader.agencies()])
    found = [p for a in ids if (p := await store.reader.person_by_email(a, wanted))]
    if not found:
        raise NotFound(f"nobody has the address {wanted}", "`coaching people` shows who is known.")
    if len(found) > 1:
        raise BadUsage(f"{wanted} is known in {len(found)} agencies", "Give the person's id.")
    return found[0]
