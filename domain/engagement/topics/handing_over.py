"""The handoff: one for each learner, seen first by that learner, delivered once, acknowledged.

How it is made is in `producing.py`. Toolkit, table 6.5, step 7, and the sustainability plan after
table 6.4.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Plain, Release
from domain.base.messages import Command, EntryRef, Event, PersonRef
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.closings import delivered, handoff_of, may_deliver
from domain.engagement.entries import find
from domain.engagement.parties import acting_as, require_open, require_work
from domain.engagement.records.closing import Handoff
from domain.engagement.state import Engagement
from domain.engagement.topics import producing
from domain.engagement.topics.producing import SEEN_FIRST
from domain.process.vocabulary import Work

_AS_FACT = replace(SEEN_FIRST, coordinator=Release.ALWAYS)


class SeeHandoff(Command):
    """The learner has read a version of the own handoff; that one may go to the supervisor."""

    kind: Literal["see_handoff"] = "see_handoff"
    work: ClassVar[str | None] = Work.CLOSING
    version: int


class OfHandoff(Event):
    """Something happened to a handoff."""

    subject: ClassVar[str] = "handoff"
    handoff: Annotated[EntryRef, Plain()]
    about: Annotated[tuple[PersonRef, ...], Plain()]


class HandoffSeen(OfHandoff):
    """A learner saw their handoff first."""

    kind: Literal["handoff_seen"] = "handoff_seen"
    known_to: ClassVar[Audience] = SEEN_FIRST


class NoteHandoffDelivered(Command):
    """The engine brought one learner's handoff to supervisor and learner."""

    kind: Literal["note_handoff_delivered"] = "note_handoff_delivered"
    engine_only: ClassVar[bool] = True
    about: tuple[PersonRef, ...]


class HandoffDelivered(OfHandoff):
    """A handoff is on its way to supervisor and learner."""

    kind: Literal["handoff_delivered"] = "handoff_delivered"
    known_to: ClassVar[Audience] = _AS_FACT


class AcknowledgeHandoff(Command):
    """The supervisor has read a handoff as delivered, and carries the learning on.

    `about`: whose handoff; all that are delivered, if nobody is named.
    """

    kind: Literal["acknowledge_handoff"] = "acknowledge_handoff"
    version: int
    about: tuple[PersonRef, ...] = ()


class HandoffAcknowledged(OfHandoff):
    """The supervisor acknowledged a handoff."""

    kind: Literal["handoff_acknowledged"] = "handoff_acknowledged"
    known_to: ClassVar[Audience] = _AS_FACT


HandingOverCommand = (
    producing.ProduceHandoff | SeeHandoff | NoteHandoffDelivered | AcknowledgeHandoff
)
HandingOverEvent = producing.HandoffProduced | HandoffSeen | HandoffDelivered | HandoffAcknowledged


def decide(
    state: Engagement, c: HandingOverCommand, agency: Agency
) -> tuple[HandingOverEvent, ...]:
    """What an act of handing over comes to.

    Raises `Refusal`: `no_handoff`, `handoff_changed`, `learner_first`; and as `producing.decide`,
    `acting_as`, `require_open`, `require_work`.
    """
    match c:
        case producing.ProduceHandoff():
            return producing.decide(state, c, agency)
        case SeeHandoff():
            return _see(state, c)
        case NoteHandoffDelivered():
            return _note_delivered(state, c)
        case AcknowledgeHandoff():
            return _acknowledge(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: HandingOverEvent) -> Engagement:
    """The state after an event of handing over."""
    match e:
        case producing.HandoffProduced():
            return producing.evolve(state, e)
        case HandoffSeen():
            return state.with_record(replace(find(state, e.handoff, Handoff), seen_at=e.at))
        case HandoffDelivered():
            return state.with_record(replace(find(state, e.handoff, Handoff), delivered_at=e.at))
        case HandoffAcknowledged():
            there = find(state, e.handoff, Handoff)
            return state.with_record(replace(there, acknowledged_at=e.at))
        case _:
            assert_never(e)


def _see(state: Engagement, c: SeeHandoff) -> tuple[HandoffSeen, ...]:
    """A learner, the own handoff, as it stands: else `handoff_changed` with the version there is.

    Raises `no_handoff` where there is none, or what it was made of was told differently since.
    """
    role = acting_as(state, c, Role.LEARNER)
    require_open(state)
    handoff = handoff_of(state, c.by)
    if handoff is None:
        require_work(state, Work.CLOSING)
        raise Refusal("no_handoff")
    if c.version != handoff.version:
        raise Refusal("handoff_changed", given=c.version, version=handoff.version)
    if handoff.seen_at is not None:
        return ()
    return (HandoffSeen.of(c, role, handoff=handoff.entry_id, about=(c.by,)),)


def _note_delivered(state: Engagement, c: NoteHandoffDelivered) -> tuple[HandoffDelivered, ...]:
    """Noted once for each learner. Raises `no_handoff`, `learner_first`."""
    role = acting_as(state, c, Role.ENGINE)
    require_open(state)
    events: tuple[HandoffDelivered, ...] = ()
    for learner in c.about:
        handoff = handoff_of(state, learner)
        if handoff is None:
            raise Refusal("no_handoff")
        if not may_deliver(handoff):
            raise Refusal("learner_first")
        if handoff.delivered_at is None:
            about = (learner,)
            events += (HandoffDelivered.of(c, role, handoff=handoff.entry_id, about=about),)
    return events


def _acknowledge(state: Engagement, c: AcknowledgeHandoff) -> tuple[HandoffAcknowledged, ...]:
    """The supervisor, once it was delivered; late is fine until the engagement has ended.

    Raises `no_handoff`, and `handoff_changed` with the version that was delivered.
    """
    role = acting_as(state, c, Role.SUPERVISOR)
    require_open(state)
    there = delivered(state)
    meant = [one for one in there if not c.about or one.about[0] in c.about]
    if not meant or any(p not in {one.about[0] for one in there} for p in c.about):
        raise Refusal("no_handoff")
    for handoff in meant:
        if handoff.version != c.version:
            raise Refusal("handoff_changed", given=c.version, version=handoff.version)
    return tuple(
        HandoffAcknowledged.of(c, role, handoff=one.entry_id, about=one.about)
        for one in meant
        if one.acknowledged_at is None
    )
