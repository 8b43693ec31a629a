"""Everything owed in an engagement, as a pure function of its state (design: reminders).

A duty that is no longer here is withdrawn by the store: reminders stop by themselves when the thing
is done. While an engagement is paused nothing is owed; its clock stands.
"""

from collections.abc import Iterator

from domain.agency import Agency
from domain.deadlines.closing import after_closing, delivering
from domain.deadlines.enrollment import enrollment
from domain.deadlines.practice import next_steps, sessions, to_talk_over
from domain.deadlines.quiet import quiet
from domain.deadlines.stage import WORDING as WORDING
from domain.deadlines.stage import stage
from domain.duty import Duty
from domain.stages import Status
from domain.state import Engagement


def duties(state: Engagement, agency: Agency) -> tuple[Duty, ...]:
    """All that is pending, due now or later, each once, in a stable order."""
    found: dict[str, Duty] = {}
    for duty in _all(state, agency):
        found.setdefault(duty.key, duty)
    return tuple(found.values())


def _all(state: Engagement, agency: Agency) -> Iterator[Duty]:
    match state.status:
        case Status.ACTIVE:
            yield from stage(state, agency)
            yield from enrollment(state, agency)
            yield from sessions(state, agency)
            yield from to_talk_over(state, agency)
            yield from next_steps(state, agency)
            yield from delivering(state)
            yield from quiet(state, agency)
        case Status.FOLLOWING_UP:
            yield from after_closing(state, agency)
        case Status.PAUSED | Status.ENDED:
            return
