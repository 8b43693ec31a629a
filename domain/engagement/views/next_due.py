"""What is due next in an engagement and by whom, as its coordinator may know it.

Of a reminder that is never escalated the coordinator learns nothing, so it is not here either.
"""

from collections.abc import Iterable
from datetime import timedelta

from domain.base.model import Frozen, Instant, PersonId
from domain.engagement.duties.duty import Duty, How
from domain.words import reminder_ahead_of

_NOTHING_TO_DO = frozenset({"quiet", "silent", "ended", "part_ended"})
"""Reminders that say how things stand, and ask for nothing."""


class NextDue(Frozen):
    """The first thing that is due; `what` names the reminder's wording, without its occasion."""

    what: str
    due: Instant
    by: tuple[PersonId, ...]


def next_due(duties: Iterable[Duty], coordinator: PersonId) -> NextDue | None:
    """The earliest of what is owed; None where nothing is."""
    owed = [duty for duty in duties if duty.name not in _NOTHING_TO_DO]
    known = {
        duty.what
        for duty in owed
        if duty.how is How.ESCALATE or (duty.how is How.REMIND and duty.recipient == coordinator)
    }
    asked: dict[str, list[Duty]] = {}
    for duty in owed:
        if duty.how is How.REMIND and duty.what in known:
            asked.setdefault(duty.what, []).append(duty)
    if not asked:
        return None
    what = min(asked, key=lambda one: (deadline(asked[one][0]), one))
    first = asked[what][0]
    people = tuple(duty.recipient for duty in asked[what])
    return NextDue(what=first.name, due=deadline(first), by=people)


def deadline(duty: Duty) -> Instant:
    """When the thing itself is due, of which some reminders are sent days ahead."""
    ahead = reminder_ahead_of(duty.what)
    return duty.due + timedelta(days=ahead["days_ahead"]) if ahead else duty.due
