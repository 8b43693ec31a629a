"""The handoff to deliver; after closing, its receipt, the follow-ups, and the end."""

from collections.abc import Iterator
from datetime import timedelta

from domain.agency.agency import Agency
from domain.calendar.local_date import start_of
from domain.engagement.duties.duty import ENGINE, Duty, How
from domain.engagement.duties.making import act, remind
from domain.engagement.follow_ups import follow_ups
from domain.engagement.state import Engagement

ACKNOWLEDGE_DAYS = 3
"""Days after the handoff's delivery before the supervisor is reminded of acknowledging it."""
LATE_DAYS = 30
"""Days that late acknowledgements and follow-ups are waited for after the last follow-up."""


def delivering(state: Engagement) -> Iterator[Duty]:
    """As soon as the learner has seen it."""
    seen, delivered = state.closing.seen_at, state.closing.delivered_at
    if seen is not None and delivered is None:
        yield Duty(what="handoff/1", due=seen, recipient=ENGINE, how=How.DELIVER)


def after_closing(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """An agency without follow-ups ends as soon as the handoff is acknowledged."""
    closing = state.closing
    if closing.closed_at is None:
        return
    if closing.delivered_at is not None and closing.acknowledged_at is None:
        due = closing.delivered_at + timedelta(days=ACKNOWLEDGE_DAYS)
        yield from remind(state, agency, "handoff_acknowledgement/1", due, state.supervisor)
    days = follow_ups(state, agency)
    for n, day in days.items():
        if n not in closing.followed_up:
            due = start_of(day, agency)
            yield from remind(state, agency, f"follow_up/{n}", due, state.supervisor)
    last = max([closing.closed_at, *(start_of(day, agency) for day in days.values())])
    done = set(days) <= set(closing.followed_up) and closing.acknowledged_at is not None
    yield act("end_following_up/1", last if done else last + timedelta(days=LATE_DAYS))
