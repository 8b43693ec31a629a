"""After closing: the supervisor's follow-ups on the days promised, then the end."""

from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import ALL, TRIAD, Audience, Confidential, Plain
from domain.base.messages import Command
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.calendar.local_date import local_date
from domain.engagement.closings import outcome_of_closing
from domain.engagement.entries import EntryMade, MakeEntry, head, made
from domain.engagement.parties import acting_as, require_live
from domain.engagement.records.closing import FollowUpAnswer
from domain.engagement.standing import Status
from domain.engagement.state import Engagement
from domain.engagement.topics.parting import EngagementEnded, engagement_ended


class AnswerFollowUp(MakeEntry):
    """The supervisor says how the learning lasts, so many days after the handoff was made."""

    kind: Literal["answer_follow_up"] = "answer_follow_up"
    days: int
    still_used: bool
    note: Text | None = None


class FollowUpAnswered(EntryMade):
    """The supervisor answered a follow-up."""

    kind: Literal["follow_up_answered"] = "follow_up_answered"
    known_to: ClassVar[Audience] = ALL
    days: Annotated[int, Plain()]
    still_used: Annotated[bool | None, Confidential(TRIAD, blank=None)]
    note: Annotated[Text | None, Confidential(TRIAD)]


class EndFollowingUp(Command):
    """The engine ends an engagement whose follow-up time is over."""

    kind: Literal["end_following_up"] = "end_following_up"
    engine_only: ClassVar[bool] = True


FollowingCommand = AnswerFollowUp | EndFollowingUp
FollowingEvent = FollowUpAnswered


def decide(
    state: Engagement, c: FollowingCommand, agency: Agency
) -> tuple[FollowingEvent | EngagementEnded, ...]:
    """What an act of following up comes to.

    Raises `Refusal`: `not_closed`, `unknown_follow_up`, `follow_up_ahead`, `follow_up_answered`;
    and as `acting_as`, `made`, `require_live`.
    """
    match c:
        case AnswerFollowUp():
            return _answer(state, c, agency)
        case EndFollowingUp():
            return _end(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: FollowingEvent) -> Engagement:
    """The state after a follow-up was answered."""
    return state.with_record(FollowUpAnswer(**head(state, e), days=e.days))


def followed_up(state: Engagement) -> frozenset[int]:
    """The follow-ups that are answered, by their days after closing."""
    return frozenset(one.days for one in state.every(FollowUpAnswer))


def _answer(state: Engagement, c: AnswerFollowUp, agency: Agency) -> tuple[FollowUpAnswered]:
    """Each promised follow-up once, by the supervisor, on its day or later.

    Raises `not_closed`, `unknown_follow_up`, `follow_up_ahead` with its day, `follow_up_answered`.
    """
    role = acting_as(state, c, Role.SUPERVISOR)
    if state.status is not Status.FOLLOWING_UP:
        require_live(state)
        raise Refusal("not_closed")
    promised = {line.days: line.day for line in state.closing.follow_ups}
    if c.days not in promised:
        known = tuple(str(days) for days in promised)
        raise Refusal("unknown_follow_up", given=c.days, known=known)
    if local_date(c.at, agency) < promised[c.days]:
        raise Refusal("follow_up_ahead", days=c.days, day=promised[c.days].isoformat())
    event = made(FollowUpAnswered, state, c, role, FollowUpAnswer, about=state.active_learners)
    others = (one for one in state.every(FollowUpAnswer) if one.entry_id != event.entry_id)
    if c.days in {one.days for one in others}:
        raise Refusal("follow_up_answered", days=c.days)
    return (event,)


def _end(state: Engagement, c: EndFollowingUp) -> tuple[EngagementEnded, ...]:
    """The engine's last act, once nothing more is waited for."""
    role = acting_as(state, c, Role.ENGINE)
    if state.status is not Status.FOLLOWING_UP:
        return ()
    return (engagement_ended(c, role, outcome_of_closing(state)),)
