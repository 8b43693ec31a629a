"""People's names and engagements' skills for a page, each in one query."""

from collections.abc import Iterable, Mapping

from domain.base.model import EngagementId, PersonId
from services.connections import Engine


async def names_of(engine: Engine, people: Iterable[PersonId | None]) -> dict[PersonId, str]:
    """The names of those that are known."""
    wanted = sorted({person for person in people if person})
    if not wanted:
        return {}
    known = await engine.store.reader.people(wanted)
    return {one: person.name for one, person in known.items()}


async def skills_of(
    engine: Engine, sealed: Mapping[EngagementId, bytes | None]
) -> dict[EngagementId, str]:
    """What each engagement is about; those whose text was disposed of are left out."""
    there = {one: about for one, about in sealed.items() if about is not None}
    return await engine.store.skills.opened(there) if there else {}
