"""Consent, disclosure, concern and debriefs: what may leave the pair, and on what ground.

Toolkit, ch. 11 (NASW on confidentiality; APECS on boundaries) and ch. 4, agency politics: no side
conversations; a debrief is joint, or the learner sees its text first.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from domain.base.confidential import Audience, Confidential, Consent
from domain.base.messages import PAIR_ONLY, Command, Event
from domain.base.model import EntryId, Line, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_live, require_open, speaking_as
from domain.engagement.state import Engagement


class Ground(StrEnum):
    """Why something confidential is disclosed."""

    LEARNER_PERMISSION = "learner_permission"
    SERIOUS_HARM = "serious_harm"
    DUTY_TO_REPORT = "duty_to_report"
    ILLEGAL_ACT = "illegal_act"


class LearnerFirst(StrEnum):
    """How the learner came first."""

    DISCLOSED_THEMSELVES = "disclosed_themselves"
    TOLD_FIRST = "told_first"
    UNSAFE_TO_TELL = "unsafe_to_tell"


class Disclose(Command):
    """Disclose the least that serves the ground, after the learner had the first chance."""

    kind: Literal["disclose"] = "disclose"
    ground: Ground
    to: Line
    content: Text
    learner_first: LearnerFirst


class Disclosed(Event):
    """Something confidential was disclosed."""

    kind: Literal["disclosed"] = "disclosed"
    seen_by: ClassVar[frozenset[Role]] = PAIR_ONLY
    entry_id: EntryId
    ground: Ground
    to: Annotated[Line, Confidential(Audience.PAIR)]
    content: Annotated[Text, Confidential(Audience.PAIR)]
    learner_first: LearnerFirst


class RaiseConcern(Command):
    """Raise a concern about the coaching, the coach or management."""

    kind: Literal["raise_concern"] = "raise_concern"
    concern: Text


class ConcernRaised(Event):
    """A concern was raised; who else may read it follows with the handling of concerns."""

    kind: Literal["concern_raised"] = "concern_raised"
    seen_by: ClassVar[frozenset[Role]] = frozenset()
    entry_id: EntryId
    concern: Annotated[Text, Confidential(Audience.LEARNER)]


class GiveConsent(Command):
    """The learner permits something; it can be taken back at any time."""

    kind: Literal["give_consent"] = "give_consent"
    consent: Consent
    given: bool


class ConsentGiven(Event):
    """The learner gave a consent, or took it back."""

    kind: Literal["consent_given"] = "consent_given"
    # A no that the supervisor could see would be a no under pressure.
    seen_by: ClassVar[frozenset[Role]] = PAIR_ONLY
    consent: Consent
    given: bool


class WriteDebrief(Command):
    """Sum up progress for the supervisor: with the learner present, or for the learner to see."""

    kind: Literal["write_debrief"] = "write_debrief"
    joint: bool
    text: Text


class DebriefWritten(Event):
    """A debrief was written; the supervisor reads it once the learner has seen it."""

    kind: Literal["debrief_written"] = "debrief_written"
    entry_id: EntryId
    joint: bool
    text: Annotated[Text, Confidential(Audience.TRIAD)]


class SeeDebrief(Command):
    """The learner has seen a debrief."""

    kind: Literal["see_debrief"] = "see_debrief"
    debrief: EntryId


class DebriefSeen(Event):
    """The learner saw a debrief; it is now the supervisor's to read."""

    kind: Literal["debrief_seen"] = "debrief_seen"
    debrief: EntryId


def disclose(state: Engagement, c: Disclose) -> tuple[Event, ...]:
    """The coach's own duty, never waiting for a supervisor; open always, also to who has left."""
    role = speaking_as(state, c, Role.COACH, Role.LEARNER)
    return (Disclosed.of(c, role),)


def raise_concern(state: Engagement, c: RaiseConcern) -> tuple[Event, ...]:
    """Learner, coach or supervisor, at any time."""
    role = speaking_as(state, c, Role.LEARNER, Role.COACH, Role.SUPERVISOR)
    return (ConcernRaised.of(c, role),)


def give_consent(state: Engagement, c: GiveConsent) -> tuple[Event, ...]:
    """Only the learner widens what a role may see, and narrows it again at any time."""
    role = speaking_as(state, c, Role.LEARNER)
    if (c.consent in state.consents.get(c.by, ())) == c.given:
        return ()
    return (ConsentGiven.of(c, role),)


def write_debrief(state: Engagement, c: WriteDebrief) -> tuple[Event, ...]:
    """The coach writes it."""
    role = acting_as(state, c, Role.COACH)
    require_live(state)
    return (DebriefWritten.of(c, role),)


def see_debrief(state: Engagement, c: SeeDebrief) -> tuple[Event, ...]:
    """Only the learner's own eyes count."""
    role = acting_as(state, c, Role.LEARNER)
    require_open(state)
    if c.debrief in state.debriefs_seen:
        return ()
    if c.debrief not in {d.entry_id for d in state.debriefs_unseen}:
        raise Refusal("unknown_entry", entry=c.debrief)
    return (DebriefSeen.of(c, role),)
