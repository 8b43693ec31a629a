"""Debriefs with the supervisor: joint, or seen by the learner first; no side conversations.

Toolkit, ch. 4, agency politics.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain, Release
from domain.base.messages import Command, EntryRef
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.entries import EntryMade, MakeEntryAbout, find, head, made
from domain.engagement.parties import acting_as, require_live, require_open
from domain.engagement.records import closing as records
from domain.engagement.records.closing import Debrief
from domain.engagement.state import Engagement

_TEXT = replace(PAIR, supervisor=Release.DEBRIEF_SEEN)
_FACT = replace(_TEXT, coordinator=Release.ALWAYS)


class WriteDebrief(MakeEntryAbout):
    """Sum up progress for the supervisor: with the learner present, or for the learner to see."""

    kind: Literal["write_debrief"] = "write_debrief"
    joint: bool
    text: Text


class DebriefWritten(EntryMade):
    """A debrief was written; the supervisor reads it once its learners have seen it as it is."""

    kind: Literal["debrief_written"] = "debrief_written"
    known_to: ClassVar[Audience] = _FACT
    topic: ClassVar[str] = "debriefs"
    revision: Annotated[int, Plain()]
    joint: Annotated[bool, Plain()]
    text: Annotated[Text, Confidential(_TEXT)]


class SeeDebrief(Command):
    """The learner has read a debrief; `revision` names what they read."""

    kind: Literal["see_debrief"] = "see_debrief"
    debrief: EntryRef
    revision: int


class DebriefSeen(EntryMade):
    """A learner saw a debrief."""

    kind: Literal["debrief_seen"] = "debrief_seen"
    known_to: ClassVar[Audience] = _TEXT
    subject: ClassVar[str] = "debrief"
    debrief: Annotated[EntryRef, Plain()]
    revision: Annotated[int, Plain()]


DebriefsCommand = WriteDebrief | SeeDebrief
DebriefsEvent = DebriefWritten | DebriefSeen


def decide(state: Engagement, c: DebriefsCommand, agency: Agency) -> tuple[DebriefsEvent, ...]:
    """What an act on debriefs comes to.

    Raises `Refusal`: `unknown_entry`, `debrief_changed`; and as `acting_as`, `require_live`,
    `made`, `require_open`, `find`.
    """
    match c:
        case WriteDebrief():
            return _write(state, c)
        case SeeDebrief():
            return _see(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: DebriefsEvent) -> Engagement:
    """The state after an event on debriefs."""
    match e:
        case DebriefWritten():
            return state.with_record(Debrief(**head(state, e), revision=e.revision, joint=e.joint))
        case DebriefSeen():
            seen = records.DebriefSeen(**head(state, e), debrief=e.debrief, revision=e.revision)
            return state.with_record(seen)
        case _:
            assert_never(e)


def unseen_by(state: Engagement, debrief: Debrief) -> tuple[str, ...]:
    """The active learners who have yet to see a debrief as it stands."""
    if debrief.joint:
        return ()
    return tuple(
        learner
        for learner in state.active_learners
        if learner in debrief.about and not _has_seen(state, learner, debrief)
    )


def _has_seen(state: Engagement, learner: str, debrief: Debrief) -> bool:
    return any(
        (one.by, one.debrief, one.revision) == (learner, debrief.entry_id, debrief.revision)
        for one in state.every(records.DebriefSeen)
    )


def _write(state: Engagement, c: WriteDebrief) -> tuple[DebriefWritten]:
    """The coach writes it, about all learners or those named; corrected, it is seen anew."""
    role = acting_as(state, c, Role.COACH)
    require_live(state)
    before = state.records.get(c.corrects or "")
    revision = before.revision + 1 if isinstance(before, Debrief) else 1
    event = made(DebriefWritten, state, c, role, Debrief, whole_group=True, revision=revision)
    return (event,)


def _see(state: Engagement, c: SeeDebrief) -> tuple[DebriefSeen, ...]:
    """Only the own eyes count, and only what stands there: else `debrief_changed`.

    Raises `unknown_entry` also to a learner whom the debrief is not about.
    """
    role = acting_as(state, c, Role.LEARNER)
    require_open(state)
    debrief = find(state, c.debrief, Debrief)
    if c.by not in debrief.about:
        raise Refusal("unknown_entry", entry=c.debrief)
    if c.revision != debrief.revision:
        raise Refusal("debrief_changed", given=c.revision, version=debrief.revision)
    if debrief.joint or _has_seen(state, c.by, debrief):
        return ()
    return (DebriefSeen.of(c, role, about=(c.by,)),)
