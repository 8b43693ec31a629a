"""Feedback only after reflection, and by the ladder's rungs in order (Toolkit, table 6.5, step 5).

The learner's reflection on the cycle comes first, so that feedback does not shape it. The ladder
of feedback (Wilson, Perkins, Bonnet, Miani & Unger, 2005): clarify, value, concerns, suggest,
thank. A rung may be answered "none" (`said` left out). What is observed after a conversation is
reflected on, talked over and fed back anew, also within one cycle. Between peers shared reflection
replaces feedback (Toolkit, ch. 8, peer coaching).
"""

from enum import StrEnum
from typing import Annotated, Literal

from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, is_peer, require_stage
from domain.engagement.parts import Cycle
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement


class Rung(StrEnum):
    """The five rungs of the ladder, lowest first."""

    CLARIFY = "clarify"
    VALUE = "value"
    CONCERNS = "concerns"
    SUGGEST = "suggest"
    THANK = "thank"


class HoldConversation(Command):
    """Coach and learner talk over the cycle's observations, beginning with the reflection."""

    kind: Literal["hold_conversation"] = "hold_conversation"
    summary: Text


class ConversationHeld(Event):
    """The cycle's observations were talked over."""

    kind: Literal["conversation_held"] = "conversation_held"
    entry_id: EntryId
    summary: Annotated[Text, Confidential(Audience.PAIR)]


class GiveFeedback(Command):
    """One rung of the ladder; nothing `said` means the coach had nothing on it.

    `corrects`: a rung already given is said anew, since it was put down wrongly.
    """

    kind: Literal["give_feedback"] = "give_feedback"
    rung: Rung
    said: Text | None = None
    corrects: bool = False


class FeedbackGiven(Event):
    """The coach gave feedback on one rung."""

    kind: Literal["feedback_given"] = "feedback_given"
    rung: Rung
    corrects: bool = False
    said: Annotated[Text | None, Confidential(Audience.PAIR)]


class ShareReflection(Command):
    """A peer shares their own reflection instead of giving feedback."""

    kind: Literal["share_reflection"] = "share_reflection"
    shared: Text


class ReflectionShared(Event):
    """A peer shared a reflection."""

    kind: Literal["reflection_shared"] = "reflection_shared"
    entry_id: EntryId
    shared: Annotated[Text, Confidential(Audience.PAIR)]


def learner_reflected(state: Engagement, cycle: Cycle) -> bool:
    """Every learner reflected on what is to be talked over."""
    wrote = cycle.reflected_by()
    return all(learner in wrote for learner in state.active_learners)


def hold(state: Engagement, c: HoldConversation) -> tuple[Event, ...]:
    """The conversation begins with the learner's reflection, so that must be there."""
    role = acting_as(state, c, Role.COACH)
    require_stage(state, Stage.FEEDBACK)
    if not learner_reflected(state, state.cycle):
        raise Refusal("reflection_first")
    return (ConversationHeld.of(c, role),)


def give(state: Engagement, c: GiveFeedback) -> tuple[Event, ...]:
    """Reflection first, then the conversation, then rung by rung."""
    role = acting_as(state, c, Role.COACH)
    require_stage(state, Stage.FEEDBACK)
    if is_peer(state):
        raise Refusal("peers_share")
    if not learner_reflected(state, state.cycle):
        raise Refusal("reflection_first")
    if not state.cycle.conversations:
        raise Refusal("conversation_first")
    climbed = len(state.cycle.ladder)
    rungs = list(Rung)
    if c.corrects and c.rung in rungs[:climbed]:
        return (FeedbackGiven.of(c, role),)
    if climbed == len(rungs):
        raise Refusal("feedback_complete")
    if c.rung is not rungs[climbed]:
        raise Refusal("rung_out_of_order", given=c.rung.value, next=rungs[climbed].value)
    return (FeedbackGiven.of(c, role, corrects=False),)


def share(state: Engagement, c: ShareReflection) -> tuple[Event, ...]:
    """Peers only; for others the ladder stands."""
    role = acting_as(state, c, Role.LEARNER)
    require_stage(state, Stage.FEEDBACK)
    if not is_peer(state):
        raise Refusal("not_peers")
    if not learner_reflected(state, state.cycle):
        raise Refusal("reflection_first")
    return (ReflectionShared.of(c, role),)
