"""What came of a session: held, missed, cancelled; each an entry of its own.

So an outcome can be corrected (a missed session was held after all) or taken back (it is planned
again). In a group ground rules come before the first session is held (Toolkit, ch. 8, groups).
"""

from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, PROGRESS, Audience, Confidential, Plain
from domain.base.messages import Command, EntryRef, PersonRef
from domain.base.model import PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.duties.duty import ENGINE
from domain.engagement.entries import EntryMade, MakeEntry, find, head, made
from domain.engagement.parties import (
    acting_as,
    is_group,
    is_peer,
    require_live,
    require_not_closed,
)
from domain.engagement.records.practice import Session, SessionOutcome
from domain.engagement.records.setting_up import GroundRules
from domain.engagement.session_record import missed_in_a_row, outcome_of, planned
from domain.engagement.state import Engagement
from domain.engagement.topics import checkpoints

MISSED_BEFORE_STALL = 2
"""Sessions missed in a row that count as stalling (Toolkit, ch. 4, enrollment challenges)."""


class HoldSession(MakeEntry):
    """Say that a session was held, and what was done: the session record, the learner's to see.

    `absent`: learners of a group who were awaited and did not come.
    """

    kind: Literal["hold_session"] = "hold_session"
    session: EntryRef
    done: Text
    absent: tuple[PersonRef, ...] = ()


class SessionHeld(EntryMade):
    """A session took place; those `absent` missed it."""

    kind: Literal["session_held"] = "session_held"
    known_to: ClassVar[Audience] = PROGRESS
    session: Annotated[EntryRef, Plain()]
    done: Annotated[Text, Confidential(PAIR)]
    absent: Annotated[tuple[PersonRef, ...], Plain()] = ()


class MissSession(MakeEntry):
    """Say that a session did not take place without having been cancelled."""

    kind: Literal["miss_session"] = "miss_session"
    session: EntryRef


class SessionMissed(EntryMade):
    """A session was missed; by whom is not said."""

    kind: Literal["session_missed"] = "session_missed"
    known_to: ClassVar[Audience] = PROGRESS
    sign_of_life: ClassVar[bool] = False
    session: Annotated[EntryRef, Plain()]


class CancelSession(MakeEntry):
    """Call a session off; another is planned by `schedule_session`."""

    kind: Literal["cancel_session"] = "cancel_session"
    session: EntryRef
    reason: Text | None = None


class SessionCancelled(EntryMade):
    """A session was called off."""

    kind: Literal["session_cancelled"] = "session_cancelled"
    known_to: ClassVar[Audience] = PROGRESS
    session: Annotated[EntryRef, Plain()]
    reason: Annotated[Text | None, Confidential(PAIR)]


OutcomeCommand = HoldSession | MissSession | CancelSession
OutcomeEvent = SessionHeld | SessionMissed | SessionCancelled


def decide(
    state: Engagement, c: OutcomeCommand, agency: Agency
) -> tuple[OutcomeEvent | checkpoints.CheckpointOpened, ...]:
    """What the outcome of a session comes to.

    Raises `Refusal`: `session_over`, `session_ahead`, `ground_rules_first`, `group_session`,
    `unknown_learner`, `nobody_came`; and as `acting_as`, `require_live`, `find`, `made`,
    `require_not_closed`.
    """
    match c:
        case HoldSession():
            return _hold(state, c, agency)
        case MissSession():
            return _miss(state, c, agency)
        case CancelSession():
            return _cancel(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: OutcomeEvent) -> Engagement:
    """The state after a session had its outcome."""
    match e:
        case SessionHeld():
            held = SessionOutcome(
                **head(state, e), session=e.session, outcome="held", absent=e.absent
            )
            return state.with_record(held)
        case SessionMissed():
            missed = SessionOutcome(**head(state, e), session=e.session, outcome="missed")
            return state.with_record(missed)
        case SessionCancelled():
            off = SessionOutcome(**head(state, e), session=e.session, outcome="cancelled")
            return state.with_record(off)
        case _:
            assert_never(e)


def cancel_all(
    state: Engagement, c: Command, leaving: PersonId | None = None
) -> tuple[SessionCancelled, ...]:
    """The engine calls off all that is planned, since coaching ends.

    With `leaving` only what was planned for that learner alone: the others meet on.
    """
    return tuple(
        SessionCancelled.of(
            c,
            Role.ENGINE,
            by=ENGINE,
            entry_id=f"{session.entry_id}/cancelled",
            about=session.about,
            session=session.entry_id,
            reason=None,
        )
        for session in planned(state)
        if leaving is None or session.about == (leaving,)
    )


def _hold(
    state: Engagement, c: HoldSession, agency: Agency
) -> tuple[SessionHeld | checkpoints.CheckpointOpened, ...]:
    """The coach, once it has begun (`session_ahead`); in a group `ground_rules_first`.

    After the first session of a mandated engagement commitment is asked again, and as after a
    missed one where an absent learner stalls.
    """
    role = acting_as(state, c, Role.COACH)
    session = _begun(state, c)
    if is_group(state) and not state.every(GroundRules):
        raise Refusal("ground_rules_first")
    about = _still_there(state, session)
    absent = _absent(state, c, about)
    held = made(SessionHeld, state, c, role, SessionOutcome, about=about, absent=absent)
    asked = checkpoints.after_first_session(state, c, agency)
    return (held, *(asked or _stalled(state, c, held, agency)))


def _miss(
    state: Engagement, c: MissSession, agency: Agency
) -> tuple[SessionMissed | checkpoints.CheckpointOpened, ...]:
    """Missed twice in a row, commitment is asked anew. Raises as `_begun` and `_own`."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    session = _begun(state, c)
    _own(state, c, role, session)
    missed = made(SessionMissed, state, c, role, SessionOutcome, about=_still_there(state, session))
    return (missed, *_stalled(state, c, missed, agency))


def _absent(
    state: Engagement, c: HoldSession, awaited: tuple[PersonId, ...]
) -> tuple[PersonId, ...]:
    """Of those awaited (`unknown_learner`); without a learner to meet, or of peers without one of
    them, no session is held: `nobody_came`."""
    if any(person not in awaited for person in c.absent):
        raise Refusal("unknown_learner")
    absent = tuple(person for person in awaited if person in c.absent)
    if absent == awaited or (absent and is_peer(state)):
        raise Refusal("nobody_came")
    return absent


def _stalled(
    state: Engagement, c: OutcomeCommand, e: SessionHeld | SessionMissed, agency: Agency
) -> tuple[checkpoints.CheckpointOpened, ...]:
    """The check that opens once a learner has missed too many sessions in a row."""
    after = evolve(state, e)
    stalls = any(
        missed_in_a_row(after, learner) >= MISSED_BEFORE_STALL
        and missed_in_a_row(after, learner) > missed_in_a_row(state, learner)
        for learner in e.about
    )
    if stalls and checkpoints.can_stall(state) and state.checkpoint is None:
        return (checkpoints.open_checkpoint(state, c, agency, "sessions_missed"),)
    return ()


def _cancel(state: Engagement, c: CancelSession) -> tuple[SessionCancelled]:
    """Coach or learner, while it is still planned; also in a pause, which may be the reason."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_not_closed(state)
    session = _without_outcome(state, c)
    _own(state, c, role, session)
    return (made(SessionCancelled, state, c, role, SessionOutcome, about=session.about),)


def _begun(state: Engagement, c: OutcomeCommand) -> Session:
    """A session whose time has come; else `session_ahead`. Raises as `_without_outcome`."""
    require_live(state)
    session = _without_outcome(state, c)
    if session.starts > c.at:
        raise Refusal("session_ahead")
    return session


def _without_outcome(state: Engagement, c: OutcomeCommand) -> Session:
    """A session that is planned, or whose outcome is being corrected.

    Raises `Refusal`: `session_over`, `unknown_entry`, `other_kind_of_entry`.
    """
    session = find(state, c.session, Session)
    outcome = outcome_of(state, session.entry_id)
    if outcome is not None and outcome.entry_id != c.corrects:
        raise Refusal("session_over", outcome=outcome.outcome)
    return session


def _own(state: Engagement, c: OutcomeCommand, role: Role, session: Session) -> None:
    """One learner of a group does not speak for a session of all: `group_session`."""
    if role is Role.LEARNER and is_group(state) and session.about != (c.by,):
        raise Refusal("group_session")


def _still_there(state: Engagement, session: Session) -> tuple[PersonId, ...]:
    """Those it was planned for who still take part."""
    there = tuple(person for person in session.about if person in state.active_learners)
    return there or session.about
