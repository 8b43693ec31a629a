"""Everything owed in an engagement, as a pure function of its state (design: reminders).

A duty that is no longer here is withdrawn by the store: reminders stop by themselves when the thing
is done. While an engagement is paused nothing is owed but a report that the law asks for.
"""

from collections.abc import Callable, Iterator
from typing import assert_never

from domain.agency.agency import Agency
from domain.engagement.duties.after_closing import following_up, notices
from domain.engagement.duties.between_sessions import (
    debriefs,
    next_steps,
    sessions,
    to_talk_over,
)
from domain.engagement.duties.checkpoint_duties import enrollment
from domain.engagement.duties.closing_duties import (
    acknowledging,
    delivering,
    waiting_for_learners,
)
from domain.engagement.duties.confided import concerns, disclosures, reports
from domain.engagement.duties.duty import Duty
from domain.engagement.duties.quiet import end_near, pause_asked, quiet
from domain.engagement.duties.stage_work import stage
from domain.engagement.standing import Status
from domain.engagement.state import Engagement

Owing = Callable[[Engagement, Agency], Iterator[Duty]]
"""One kind of thing owed."""

_WHILE_ACTIVE: tuple[Owing, ...] = (
    stage,
    enrollment,
    sessions,
    to_talk_over,
    debriefs,
    next_steps,
    waiting_for_learners,
    delivering,
    acknowledging,
    quiet,
    end_near,
    pause_asked,
)
_WHILE_FOLLOWING_UP: tuple[Owing, ...] = (debriefs, acknowledging, following_up)
_UNLESS_PAUSED: tuple[Owing, ...] = (notices, concerns, disclosures)
_ALWAYS: tuple[Owing, ...] = (reports,)


def duties(state: Engagement, agency: Agency) -> tuple[Duty, ...]:
    """All that is pending, due now or later, each key once, in a stable order."""
    found: dict[str, Duty] = {}
    for duty in _all(state, agency):
        found.setdefault(duty.key, duty)
    return tuple(found.values())


def _all(state: Engagement, agency: Agency) -> Iterator[Duty]:
    for of_kind in _owing(state.status):
        yield from of_kind(state, agency)


def _owing(status: Status) -> tuple[Owing, ...]:
    match status:
        case Status.ACTIVE:
            return (*_WHILE_ACTIVE, *_UNLESS_PAUSED, *_ALWAYS)
        case Status.FOLLOWING_UP:
            return (*_WHILE_FOLLOWING_UP, *_UNLESS_PAUSED, *_ALWAYS)
        case Status.ENDED:
            return (*_UNLESS_PAUSED, *_ALWAYS)
        case Status.PAUSED:
            return _ALWAYS
        case _:
            assert_never(status)
