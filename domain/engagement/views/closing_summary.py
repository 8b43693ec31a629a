"""One line of a supervisor's closing summary; nothing said in coaching."""

from collections.abc import Mapping
from typing import Literal

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.calendar.local_date import local_date
from domain.engagement.follow_ups import follow_ups
from domain.engagement.state import Engagement
from domain.engagement.views.handoff import name
from domain.engagement.views.papers import SummaryLine
from domain.person.person import Person


def summary_line(
    state: Engagement, people: Mapping[PersonId, Person], agency: Agency
) -> SummaryLine:
    """The line of a closed engagement. Raises ValueError before it was closed."""
    closing = state.closing
    closed = closing.closed_at
    if closed is None:
        raise ValueError("not closed")
    handoff: Literal["acknowledged", "waiting", "not_produced"] = "not_produced"
    if closing.delivered_at is not None:
        handoff = "acknowledged" if closing.acknowledged_at else "waiting"
    acknowledged = closing.acknowledged_at
    return SummaryLine(
        engagement_id=state.engagement_id,
        learner=" and ".join(name(people, person) for person in state.learners),
        skill=state.skill,
        started=local_date(state.launched_at, agency),
        closed=local_date(closed, agency),
        cycles=len(state.cycles),
        sessions=sum(s.outcome == "held" for s in state.sessions),
        ended_as="closed_early" if closing.missing else "completed",
        handoff=handoff,
        acknowledged_on=local_date(acknowledged, agency) if acknowledged else None,
        follow_ups=tuple(
            day for n, day in follow_ups(state, agency).items() if n not in closing.followed_up
        ),
    )
