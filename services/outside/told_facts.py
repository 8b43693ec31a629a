"""What an agency's own systems are told of: facts that a coordinator may always know, no text."""

from domain.base.model import EngagementId
from domain.base.roles import Role
from domain.engagement.state import Engagement
from domain.engagement.views.told import told_kinds
from domain.person.person import Person
from services.connections import Engine
from services.reading.access import no_such_engagement, refused
from services.reading.visible import Line


async def engagement_in(engine: Engine, maker: Person, engagement_id: EngagementId) -> Engagement:
    """An engagement of the agency whose system asks, by a token that `maker` made.

    Raises `NotFound`, in the same words for another agency's as for one that does not exist.
    """
    row = await engine.store.reader.overview(engagement_id)
    state = None
    if row is not None and row.agency_id == maker.agency_id:
        state = await engine.store.reader.state(engagement_id)
    if state is None:
        await refused(engine, maker, "engagement", engagement_id)
        raise no_such_engagement()
    return state


async def told_lines(engine: Engine, engagement_id: EngagementId) -> tuple[Line, ...]:
    """What happened, without anything that was said; numbered so that no gap tells."""
    lines = await engine.store.reader.timeline(engagement_id, (Role.COORDINATOR,))
    told = [line for line in lines if line.kind in told_kinds()]
    return tuple(
        Line(n=n, kind=one.kind, at=one.at, by=one.by, role=one.role, via=one.via, fields={})
        for n, one in enumerate(told, 1)
    )
