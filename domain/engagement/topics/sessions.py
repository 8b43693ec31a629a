"""Coaching sessions (Toolkit, ch. 4; the session record): planned here, over in `session_outcomes`.

A session is planned while it has no outcome. In a group it is about the whole group unless learners
are named.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, PROGRESS, Audience, Confidential, Plain
from domain.base.model import Instant, Text
from domain.base.refusals import Refusal
from domain.base.roles import Channel, Form, Role
from domain.calendar.moments import plausible
from domain.engagement.about import about_whom
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, is_group, require_live
from domain.engagement.records.practice import Session
from domain.engagement.records.setting_up import Process
from domain.engagement.session_record import outcome_of
from domain.engagement.state import Engagement
from domain.engagement.topics import session_outcomes
from domain.engagement.topics.checkpoints import CheckpointOpened


class ScheduleSession(MakeEntryAbout):
    """Plan a session, or put down one that was; learner or coach.

    Without a `channel`, by the one that was agreed on.
    """

    kind: Literal["schedule_session"] = "schedule_session"
    starts: Instant
    minutes: Annotated[int, Field(ge=5, le=600)] = 60
    channel: Channel | None = None
    where: Text | None = None


class SessionScheduled(EntryMade):
    """A session was planned."""

    kind: Literal["session_scheduled"] = "session_scheduled"
    known_to: ClassVar[Audience] = PROGRESS
    starts: Annotated[Instant, Plain()]
    minutes: Annotated[int, Plain()]
    channel: Annotated[Channel, Plain()]
    where: Annotated[Text | None, Confidential(PAIR)]


SessionsCommand = ScheduleSession | session_outcomes.OutcomeCommand
SessionsEvent = SessionScheduled | session_outcomes.OutcomeEvent


def decide(
    state: Engagement, c: SessionsCommand, agency: Agency
) -> tuple[SessionsEvent | CheckpointOpened, ...]:
    """What an act on sessions comes to.

    Raises `Refusal`: `session_over`; and as `session_outcomes.decide`, `acting_as`,
    `require_live`, `plausible`, `about_whom`, `made`.
    """
    if isinstance(c, ScheduleSession):
        return _schedule(state, c)
    return session_outcomes.decide(state, c, agency)


def evolve(state: Engagement, e: SessionsEvent) -> Engagement:
    """The state after an event on sessions."""
    if not isinstance(e, SessionScheduled):
        return session_outcomes.evolve(state, e)
    form = Form.GROUP if is_group(state) and len(e.about) > 1 else Form.INDIVIDUAL
    return state.with_record(
        Session(**head(state, e), starts=e.starts, minutes=e.minutes, form=form)
    )


def _schedule(state: Engagement, c: ScheduleSession) -> tuple[SessionScheduled]:
    """Coach or learner, also after the fact; on a day that can be meant (`date_far_off`).

    What was held or missed does not move to a time to come: `session_over`.
    """
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_live(state)
    plausible(c.starts, c.at)
    over = outcome_of(state, c.corrects) if c.corrects else None
    if over is not None and over.outcome != "cancelled" and c.starts > c.at:
        raise Refusal("session_over", outcome=over.outcome)
    about = about_whom(state, c, role, whole_group=True)
    channel = c.channel or _agreed(state)
    return (made(SessionScheduled, state, c, role, Session, about=about, channel=channel),)


def _agreed(state: Engagement) -> Channel:
    """The channel agreed on last; in person before anything was."""
    agreed = state.every(Process)
    return agreed[-1].channel if agreed else Channel.IN_PERSON
