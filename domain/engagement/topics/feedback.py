"""Feedback only after reflection, and by the ladder's rungs in order (Toolkit, table 6.5, step 5).

A learner's reflection on what was observed comes first, so that feedback does not shape it. The
ladder of feedback (Wilson, Perkins, Bonnet, Miani & Unger, 2005) is: clarify, value, concerns,
suggest, thank. A rung may be answered "none" (`said` left out). Each learner has a ladder of their
own, and what is observed after a conversation is reflected on, talked over and fed back anew, also
within one cycle. Between peers shared reflection replaces feedback (Toolkit, ch. 8, peers).
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain
from domain.base.messages import EntryRef
from domain.base.model import EntryId, PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.about import exactly_one
from domain.engagement.cycles import conversations, has_reflected, ladder, undiscussed
from domain.engagement.entries import EntryMade, MakeEntry, MakeEntryAbout, head, made, own
from domain.engagement.parties import acting_as, concerned, is_peer, require_work
from domain.engagement.records.practice import (
    Conversation,
    Observation,
    RungGiven,
    SharedReflection,
)
from domain.engagement.state import Engagement
from domain.process.vocabulary import Work


class Rung(StrEnum):
    """The five rungs of the ladder, lowest first."""

    CLARIFY = "clarify"
    VALUE = "value"
    CONCERNS = "concerns"
    SUGGEST = "suggest"
    THANK = "thank"


class HoldConversation(MakeEntryAbout):
    """Talk over what was observed, beginning with the learner's reflection."""

    kind: Literal["hold_conversation"] = "hold_conversation"
    work: ClassVar[str] = Work.CONVERSING
    summary: Text


class ConversationHeld(EntryMade):
    """The observations it `covers` were talked over."""

    kind: Literal["conversation_held"] = "conversation_held"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    covers: Annotated[tuple[EntryRef, ...], Plain()]
    summary: Annotated[Text, Confidential(PAIR)]


class GiveFeedback(MakeEntryAbout):
    """One rung of the ladder to one learner; nothing `said` means the coach had nothing on it."""

    kind: Literal["give_feedback"] = "give_feedback"
    work: ClassVar[str] = Work.CONVERSING
    rung: Rung
    said: Text | None = None


class FeedbackGiven(EntryMade):
    """The coach gave feedback on one rung, in or after a conversation."""

    kind: Literal["feedback_given"] = "feedback_given"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    rung: Annotated[Rung, Plain()]
    conversation: Annotated[EntryRef, Plain()]
    said: Annotated[Text | None, Confidential(PAIR)]


class ShareReflection(MakeEntry):
    """A peer shares their own reflection instead of giving feedback."""

    kind: Literal["share_reflection"] = "share_reflection"
    work: ClassVar[str] = Work.CONVERSING
    shared: Text


class ReflectionShared(EntryMade):
    """A peer shared a reflection."""

    kind: Literal["reflection_shared"] = "reflection_shared"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    shared: Annotated[Text, Confidential(PAIR)]


FeedbackCommand = HoldConversation | GiveFeedback | ShareReflection
FeedbackEvent = ConversationHeld | FeedbackGiven | ReflectionShared


def decide(state: Engagement, c: FeedbackCommand, agency: Agency) -> tuple[FeedbackEvent]:
    """What an act of talking over comes to.

    Raises `Refusal`: `reflection_first`, `rung_out_of_order`, `peers_share`, `conversation_first`,
    `feedback_complete`, `not_peers`; and as `acting_as`, `require_work`, `concerned`, `own`,
    `made`, `exactly_one`.
    """
    match c:
        case HoldConversation():
            return _hold(state, c)
        case GiveFeedback():
            return _give(state, c)
        case ShareReflection():
            return _share(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: FeedbackEvent) -> Engagement:
    """The state after something was talked over."""
    match e:
        case ConversationHeld():
            return state.with_record(Conversation(**head(state, e), covers=e.covers))
        case FeedbackGiven():
            given = RungGiven(**head(state, e), rung=e.rung.value, conversation=e.conversation)
            return state.with_record(given)
        case ReflectionShared():
            return state.with_record(SharedReflection(**head(state, e)))
        case _:
            assert_never(e)


def feedback_complete(state: Engagement, learner: PersonId) -> bool:
    """Whether a learner was given every rung on what was last talked over with them."""
    return set(ladder(state, learner)) >= {rung.value for rung in Rung}


def _hold(state: Engagement, c: HoldConversation) -> tuple[ConversationHeld]:
    """It begins with the reflection of each learner it is about: `reflection_first`.

    A correction covers what the conversation covered.
    """
    role = acting_as(state, c, Role.COACH)
    require_work(state, Work.CONVERSING)
    about = concerned(state, c, c.about)
    before = own(state, c, c.corrects, Conversation) if c.corrects else None
    for learner in about:
        known = before is not None and learner in before.about
        if not known and not has_reflected(state, learner):
            raise Refusal("reflection_first")
    covers = _about(state, before.covers, about) if before else _to_talk_over(state, about)
    return (made(ConversationHeld, state, c, role, Conversation, about=about, covers=covers),)


def _to_talk_over(state: Engagement, about: tuple[PersonId, ...]) -> tuple[EntryId, ...]:
    return tuple(one.entry_id for one in undiscussed(state) if set(one.about) & set(about))


def _about(
    state: Engagement, covered: tuple[EntryId, ...], about: tuple[PersonId, ...]
) -> tuple[EntryId, ...]:
    return tuple(
        one.entry_id
        for one in state.every(Observation)
        if one.entry_id in covered and set(one.about) & set(about)
    )


def _give(state: Engagement, c: GiveFeedback) -> tuple[FeedbackGiven]:
    """Reflection first, then the conversation, then rung by rung.

    Raises `Refusal`: `peers_share`, `reflection_first`, `conversation_first`, `feedback_complete`,
    `rung_out_of_order`, and as `exactly_one`.
    """
    role = acting_as(state, c, Role.COACH)
    require_work(state, Work.CONVERSING)
    if is_peer(state):
        raise Refusal("peers_share")
    if c.corrects:
        given = own(state, c, c.corrects, RungGiven)
        _in_order(c.rung, Rung(given.rung))
        talk = given.conversation
        return (
            made(FeedbackGiven, state, c, role, RungGiven, about=given.about, conversation=talk),
        )
    learner = exactly_one(state, c)
    if not has_reflected(state, learner):
        raise Refusal("reflection_first")
    talks = conversations(state, learner)
    if not talks:
        raise Refusal("conversation_first")
    climbed = ladder(state, learner)
    following = next((rung for rung in Rung if rung.value not in climbed), None)
    if following is None:
        raise Refusal("feedback_complete")
    _in_order(c.rung, following)
    talk = talks[-1].entry_id
    return (made(FeedbackGiven, state, c, role, RungGiven, about=(learner,), conversation=talk),)


def _in_order(given: Rung, following: Rung) -> None:
    if given is not following:
        raise Refusal("rung_out_of_order", given=given.value, next=following.value)


def _share(state: Engagement, c: ShareReflection) -> tuple[ReflectionShared]:
    """Peers only, for others the ladder stands: `not_peers`, `reflection_first`."""
    role = acting_as(state, c, Role.LEARNER)
    require_work(state, Work.CONVERSING)
    if not is_peer(state):
        raise Refusal("not_peers")
    if not has_reflected(state, c.by):
        raise Refusal("reflection_first")
    return (made(ReflectionShared, state, c, role, SharedReflection, about=(c.by,)),)
