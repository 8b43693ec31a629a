"""One line of a supervisor's closing summary; nothing said in coaching."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from domain.documents import SummaryLine
from domain.handoff import name
from domain.model import PersonId
from domain.people import Person
from domain.state import Engagement


def summary_line(state: Engagement, people: Mapping[PersonId, Person]) -> SummaryLine:
    """The line of a closed engagement. Raises ValueError before it was closed."""
    closing = state.closing
    closed = closing.closed_at
    if closed is None:
        raise ValueError("not closed")
    handoff: Literal["acknowledged", "waiting", "not_produced"] = "not_produced"
    if closing.delivered_at is not None:
        handoff = "acknowledged" if closing.acknowledged_at else "waiting"
    content = closing.handoff
    return SummaryLine(
        engagement_id=state.engagement_id,
        learner=" and ".join(name(people, person) for person in state.active_learners),
        skill=state.skill,
        started=state.launched_at.date(),
        closed=closed.date(),
        cycles=len(state.cycles),
        sessions=sum(s.outcome == "held" for s in state.sessions),
        ended_as="closed_early" if closing.missing else "completed",
        handoff=handoff,
        acknowledged_on=closing.acknowledged_at.date() if closing.acknowledged_at else None,
        follow_ups=_still_due(state, content.follow_ups if content else ()),
    )


def _still_due(state: Engagement, planned: tuple[object, ...]) -> tuple[object, ...]:
    closed = state.closing.closed_at
    if closed is None:
        return planned
    answered = {closed.date() + timedelta(days=d) for d in state.closing.followed_up}
    return tuple(day for day in planned if day not in answered)
