"""Coaching sessions: planned, held, missed, cancelled. A group session is recorded in many."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential
from domain.base.messages import PROGRESS, Command, Event
from domain.base.model import EntryId, Instant, Line, Text
from domain.base.refusals import Refusal
from domain.base.roles import Channel, Form, Role
from domain.engagement.acting import acting_as, require_live, require_not_closed
from domain.engagement.parts import Session
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import can_stall, open_checkpoint

MISSED_BEFORE_STALL = 2
"""Sessions missed in a row that count as stalling (Toolkit, ch. 4, enrollment challenges)."""


class ScheduleSession(Command):
    """Plan a session; `group` names one that several engagements share."""

    kind: Literal["schedule_session"] = "schedule_session"
    starts: Instant
    minutes: Annotated[int, Field(ge=5, le=600)] = 60
    channel: Channel = Channel.IN_PERSON
    form: Form = Form.INDIVIDUAL
    group: Line | None = None
    where: Text | None = None


class SessionScheduled(Event):
    """A session was planned."""

    kind: Literal["session_scheduled"] = "session_scheduled"
    entry_id: EntryId
    starts: Instant
    minutes: int
    channel: Channel
    form: Form
    group: Annotated[str | None, Confidential(Audience.STAFF)]
    where: Annotated[Text | None, Confidential(Audience.PAIR)]


class HoldSession(Command):
    """Say that a session was held, and what was done: the session record, the learner's to see."""

    kind: Literal["hold_session"] = "hold_session"
    session: EntryId
    done: Text


class SessionHeld(Event):
    """A session took place."""

    kind: Literal["session_held"] = "session_held"
    session: EntryId
    done: Annotated[Text, Confidential(Audience.PAIR)]


class MissSession(Command):
    """Say that a session did not take place without having been cancelled."""

    kind: Literal["miss_session"] = "miss_session"
    session: EntryId


class SessionMissed(Event):
    """A session was missed; by whom is not said."""

    kind: Literal["session_missed"] = "session_missed"
    seen_by: ClassVar[frozenset[Role]] = PROGRESS
    session: EntryId


class CancelSession(Command):
    """Call a session off; another is planned by `schedule_session`."""

    kind: Literal["cancel_session"] = "cancel_session"
    session: EntryId
    reason: Text | None = None


class SessionCancelled(Event):
    """A session was called off."""

    kind: Literal["session_cancelled"] = "session_cancelled"
    session: EntryId
    reason: Annotated[Text | None, Confidential(Audience.PAIR)]


def schedule(state: Engagement, c: ScheduleSession) -> tuple[Event, ...]:
    """Coach or learner; a session may be recorded after the fact, so any time is taken."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_live(state)
    if c.form is Form.GROUP and c.group is None:
        raise Refusal("group_unnamed")
    return (SessionScheduled.of(c, role),)


def hold(state: Engagement, c: HoldSession) -> tuple[Event, ...]:
    """A session is held once it has begun."""
    role = acting_as(state, c, Role.COACH)
    require_live(state)
    if planned(state, c.session).at > c.at:
        raise Refusal("session_ahead")
    return (SessionHeld.of(c, role),)


def miss(state: Engagement, c: MissSession, agency: Agency) -> tuple[Event, ...]:
    """Missed twice in a row, commitment is asked anew."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_live(state)
    if planned(state, c.session).at > c.at:
        raise Refusal("session_ahead")
    missed = SessionMissed.of(c, role)
    over = sorted((s for s in state.sessions if s.outcome in ("held", "missed")), key=_start)
    in_a_row = 1
    for session in reversed(over):
        if session.outcome == "held":
            break
        in_a_row += 1
    if in_a_row >= MISSED_BEFORE_STALL and can_stall(state) and state.checkpoint is None:
        return (missed, open_checkpoint(state, c, agency, "sessions_missed"))
    return (missed,)


def cancel(state: Engagement, c: CancelSession) -> tuple[Event, ...]:
    """Coach or learner, while it is still planned; also in a pause, which may be the reason."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_not_closed(state)
    planned(state, c.session)
    return (SessionCancelled.of(c, role),)


def _start(session: Session) -> Instant:
    return session.at


def planned(state: Engagement, entry_id: EntryId) -> Session:
    """The planned session with this id; refuses where it is unknown or already over."""
    for session in state.sessions:
        if session.entry_id == entry_id:
            if session.outcome != "planned":
                raise Refusal("session_over", outcome=session.outcome)
            return session
    raise Refusal("unknown_entry", entry=entry_id)
