"""Closing as the coach sees it: what is still to do, and the handoff as it will look."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.confidential import dump
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.decide import decide
from domain.engagement.topics.producing import HandoffProduced, ProduceHandoff
from services.reading import closing_papers
from services.reading.paper_parts import Paper
from services.reading.read import Reading
from services.reading.visible import Line, roles_in
from services.troubles import NotFound


@dataclass(frozen=True)
class ClosingView:
    """`as_it_will_look` are handoffs that would be made now; `hindrance` says why none is."""

    as_it_will_look: tuple[Paper, ...]
    hindrance: Refusal | None


def closing_view(read: Reading, at: datetime) -> ClosingView:
    """For the coach; nothing is recorded. Raises `NotFound` for anybody else."""
    if Role.COACH not in roles_in(read.state, read.reader.person_id):
        raise NotFound.of("not_yours")
    try:
        made = _would_be_made(read, at)
    except Refusal as refusal:
        return ClosingView((), refusal)
    return ClosingView(tuple(closing_papers.handoffs(made, read.name)), None)


def _would_be_made(read: Reading, at: datetime) -> list[Line]:
    command = ProduceHandoff(command_id="preview", by=read.reader.person_id, at=at)
    events = decide(read.state.engagement_id, read.state, command, read.agency)
    return [
        Line(
            n=len(read.lines) + 1,
            kind=one.kind,
            at=one.at,
            by=one.by,
            role=one.role.value,
            via=one.via.value,
            fields=dump(one, lambda value, _: value),
        )
        for one in events
        if isinstance(one, HandoffProduced)
    ]
