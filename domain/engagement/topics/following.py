"""After closing: the supervisor's follow-ups, then the end (design: 30 and 90 days by default)."""

from typing import Annotated, Literal

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_live
from domain.engagement.stages import Status
from domain.engagement.state import Engagement
from domain.engagement.topics.ending import EngagementEnded, outcome_of_closing


class AnswerFollowUp(Command):
    """The supervisor says how the learning lasts, so many days after closing."""

    kind: Literal["answer_follow_up"] = "answer_follow_up"
    days: int
    still_used: bool
    note: Text | None = None


class FollowUpAnswered(Event):
    """The supervisor answered a follow-up."""

    kind: Literal["follow_up_answered"] = "follow_up_answered"
    days: int
    still_used: Annotated[bool | None, Confidential(Audience.TRIAD, blank=None)]
    note: Annotated[Text | None, Confidential(Audience.TRIAD)]


class EndFollowingUp(Command):
    """The engine ends an engagement whose follow-up time is over."""

    kind: Literal["end_following_up"] = "end_following_up"


def answer(state: Engagement, c: AnswerFollowUp, agency: Agency) -> tuple[Event, ...]:
    """A follow-up is answered once, by the supervisor, after closing."""
    role = acting_as(state, c, Role.SUPERVISOR)
    if state.status is not Status.FOLLOWING_UP:
        require_live(state)
        raise Refusal("not_closed")
    if c.days not in agency.settings.follow_up_days:
        days = tuple(str(d) for d in agency.settings.follow_up_days)
        raise Refusal("unknown_follow_up", given=c.days, known=days)
    if c.days in state.closing.followed_up:
        raise Refusal("follow_up_answered", days=c.days)
    return (FollowUpAnswered.of(c, role),)


def end_following_up(state: Engagement, c: EndFollowingUp) -> tuple[Event, ...]:
    """The engine's last act, once nothing more is waited for."""
    role = acting_as(state, c, Role.ENGINE)
    if state.status is not Status.FOLLOWING_UP:
        return ()
    return (EngagementEnded.of(c, role, outcome=outcome_of_closing(state)),)
