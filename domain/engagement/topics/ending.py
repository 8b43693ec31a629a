"""Ending by the coordinator; with it all that pauses an engagement or ends a part of it.

Pausing is in `pausing.py`, withdrawing and referring in `leaving.py`, what an end comes to in
`parting.py`. All are open at any time and gated by nothing.
"""

from typing import Literal, assert_never

from domain.agency.agency import Agency
from domain.base.messages import Command, PersonRef
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.closings import outcome_of_closing
from domain.engagement.parties import acting_as, require_open
from domain.engagement.standing import Outcome
from domain.engagement.state import Engagement
from domain.engagement.topics import leaving, parting, pausing
from domain.engagement.topics.parting import Parted, engagement_ended, parts_ended
from domain.engagement.topics.session_outcomes import cancel_all


class EndEngagement(Command):
    """End an engagement, or the parts of the learners named, as not enrolled or by the agency."""

    kind: Literal["end_engagement"] = "end_engagement"
    about: tuple[PersonRef, ...] = ()
    outcome: Literal[Outcome.NOT_ENROLLED, Outcome.ENDED_BY_AGENCY] = Outcome.ENDED_BY_AGENCY
    reason: Text


EndingCommand = pausing.PausingCommand | leaving.LeavingCommand | EndEngagement
EndingEvent = pausing.PausingEvent | leaving.LeavingEvent | parting.PartingEvent


def decide(state: Engagement, c: EndingCommand, agency: Agency) -> tuple[EndingEvent | Parted, ...]:
    """What an act of pausing or ending comes to.

    Raises `Refusal`: `unknown_learner`, `enrollment_reached`, `already_closed`; and as
    `pausing.decide`, `leaving.decide`, `acting_as`, `require_open`.
    """
    if isinstance(c, pausing.PausingCommand):
        return pausing.decide(state, c, agency)
    if isinstance(c, leaving.LeavingCommand):
        return leaving.decide(state, c, agency)
    if isinstance(c, EndEngagement):
        return _end(state, c)
    assert_never(c)


def evolve(state: Engagement, e: EndingEvent) -> Engagement:
    """The state after an event of pausing or ending."""
    if isinstance(e, pausing.PausingEvent):
        return pausing.evolve(state, e)
    if isinstance(e, leaving.LeavingEvent):
        return state
    if isinstance(e, parting.PartingEvent):
        return parting.evolve(state, e)
    assert_never(e)


def _end(state: Engagement, c: EndEngagement) -> tuple[Parted, ...]:
    """The coordinator, until it has ended. What is closed keeps its outcome: `already_closed`.

    Not enrolled is only who has not said yes, or was asked anew: `enrollment_reached`.
    """
    role = acting_as(state, c, Role.COORDINATOR)
    require_open(state)
    if not state.live:
        if c.about or c.outcome is not Outcome.ENDED_BY_AGENCY:
            raise Refusal("already_closed")
        return (engagement_ended(c, role, outcome_of_closing(state), reason=c.reason),)
    if any(person not in state.active_learners for person in c.about):
        raise Refusal("unknown_learner")
    if c.outcome is Outcome.NOT_ENROLLED and state.checkpoint is None and state.checkpoints_passed:
        raise Refusal("enrollment_reached")
    if not c.about or set(c.about) == set(state.active_learners):
        over = engagement_ended(c, role, c.outcome, reason=c.reason)
        return (*cancel_all(state, c), over)
    return parts_ended(state, c, tuple(dict.fromkeys(c.about)), c.outcome, c.reason)
