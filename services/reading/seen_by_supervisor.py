"""What the supervisor of an engagement can see of it now, shown to its learner beforehand."""

from dataclasses import dataclass, replace

from domain.base.roles import Role
from services.connections import Engine
from services.reading.closing_papers import handoffs
from services.reading.history import Told, history
from services.reading.paper_parts import Paper
from services.reading.read import Reading
from services.reading.visible import Line, roles_in, seen_by
from services.troubles import NotFound


@dataclass(frozen=True)
class SeenBySupervisor:
    """`lines` are the history as the supervisor reads it now; `handoffs` as they will get them."""

    supervisor: str
    lines: tuple[Told, ...]
    handoffs: tuple[Paper, ...]


async def seen_by_supervisor(engine: Engine, read: Reading) -> SeenBySupervisor:
    """For a learner or coach of the engagement. Raises `NotFound` for anybody else."""
    roles = roles_in(read.state, read.reader.person_id)
    if not {Role.LEARNER, Role.COACH}.intersection(roles):
        raise NotFound.of("no_engagement")
    events = await engine.store.reader.events(read.state.engagement_id)
    lines = seen_by(read.state, events, read.state.supervisor)
    as_supervisor = replace(read, lines=_also_own(read, lines))
    try:
        made = tuple(handoffs(read.lines, read.name))
    except NotFound:
        made = ()
    return SeenBySupervisor(
        supervisor=read.name(read.state.supervisor),
        lines=tuple(history(as_supervisor)),
        handoffs=made,
    )


def _also_own(read: Reading, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Only what the reader may see as well: a supervisor's own words are not shown to others."""
    own = {(line.kind, line.at, line.by) for line in read.lines}
    return tuple(line for line in lines if (line.kind, line.at, line.by) in own)
