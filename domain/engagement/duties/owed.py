"""Everything owed in an engagement, as a pure function of its state (design: reminders).

A duty that is no longer here is withdrawn by the store: reminders stop by themselves when the thing
is done. While an engagement is paused nothing is owed; its clock stands.
"""

from collections.abc import Iterator

from domain.agency.agency import Agency
from domain.engagement.duties.after_closing import after_closing, delivering
from domain.engagement.duties.between_sessions import next_steps, sessions, to_talk_over
from domain.engagement.duties.checkpoint_duties import enrollment
from domain.engagement.duties.duty import Duty
from domain.engagement.duties.quiet import quiet
from domain.engagement.duties.stage_work import WORDING as WORDING
from domain.engagement.duties.stage_work import stage
from domain.engagement.stages import Status
from domain.engagement.state import Engagement


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
