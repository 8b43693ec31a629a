"""Who may reach what: the one place that pages and API ask."""

from domain.engagement.state import Engagement
from domain.person.person import Person
from services import find
from services.connections import Engine
from services.troubles import BadUsage, NotFound
from services.visible import roles_in


async def engagement_for(engine: Engine, person: Person, engagement_id: str) -> Engagement:
    """The engagement, where this person has a part in it.

    Raises `NotFound` in the same words for somebody else's as for one that does not exist.
    """
    try:
        state = await find.engagement(engine.store, engagement_id)
    except (NotFound, BadUsage):
        state = None
    if state is None or not roles_in(state, person.person_id):
        raise NotFound("there is no such engagement among yours", "Look at your own list.")
    return state
