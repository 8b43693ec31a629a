"""Folding what happens within a cycle: practice, reflection, conversation, feedback, review."""

from typing import Any

from domain.engagement.folding.entries import entry, in_cycle
from domain.engagement.folding.setting_up import coach_left
from domain.engagement.parts import (
    Conversation,
    Cycle,
    Entry,
    Observed,
    RecordOf,
    RungGiven,
    TalkedOver,
)
from domain.engagement.stages import Decision
from domain.engagement.state import Engagement
from domain.engagement.topics.demonstration import DemonstrationRecorded
from domain.engagement.topics.evaluation import CycleReviewed
from domain.engagement.topics.feedback import ConversationHeld, FeedbackGiven, ReflectionShared
from domain.engagement.topics.moving import CycleStarted, NextDecided
from domain.engagement.topics.observation import ObservationRecorded
from domain.engagement.topics.reflection import ConversationPrepared, ReflectionWritten


def demonstrated(s: Engagement, e: DemonstrationRecorded) -> dict[str, Any]:
    """The learner watched the skill in this cycle."""
    done = (*s.cycle.demonstrations, Entry(entry_id=e.entry_id, by=e.by, at=e.at))
    return {**in_cycle(s, demonstrations=done), **entry(s, e, RecordOf.DEMONSTRATION)}


def observed(s: Engagement, e: ObservationRecorded) -> dict[str, Any]:
    """The learner was observed in this cycle; it is still to be talked over."""
    one = Observed(entry_id=e.entry_id, by=e.by, at=e.at, medium=e.medium)
    change = in_cycle(s, observations=(*s.cycle.observations, one))
    return {**change, **entry(s, e, RecordOf.OBSERVATION)}


def reflected(s: Engagement, e: ReflectionWritten) -> dict[str, Any]:
    """The learner reflected on this cycle."""
    wrote = (*s.cycle.reflections, TalkedOver(entry_id=e.entry_id, by=e.by, at=e.at))
    return {**in_cycle(s, reflections=wrote), **entry(s, e, RecordOf.REFLECTION)}


def prepared(s: Engagement, e: ConversationPrepared) -> dict[str, Any]:
    """The coach prepared for this cycle's conversation."""
    done = (*s.cycle.preparations, Entry(entry_id=e.entry_id, by=e.by, at=e.at))
    return {**in_cycle(s, preparations=done), **entry(s, e, RecordOf.PREPARATION)}


def conversation_held(s: Engagement, e: ConversationHeld) -> dict[str, Any]:
    """All observations and reflections of the cycle so far have been talked over."""

    def talked(entries: Any) -> Any:
        over = {"conversation": e.entry_id}
        return tuple(x if x.talked_over else x.model_copy(update=over) for x in entries)

    cycle = s.cycle
    anew = not cycle.conversations or not cycle.all_talked_over
    held = Conversation(entry_id=e.entry_id, by=e.by, at=e.at, begins_ladder=anew)
    change = in_cycle(
        s,
        conversations=(*cycle.conversations, held),
        observations=talked(cycle.observations),
        reflections=talked(cycle.reflections),
    )
    return {**change, **entry(s, e, RecordOf.CONVERSATION)}


def feedback_given(s: Engagement, e: FeedbackGiven) -> dict[str, Any]:
    """One more rung; one said anew is there already."""
    if e.corrects or not s.cycle.conversations:
        return {}
    given = RungGiven(rung=e.rung.value, conversation=s.cycle.conversations[-1].entry_id)
    return in_cycle(s, rungs=(*s.cycle.rungs, given))


def shared(s: Engagement, e: ReflectionShared) -> dict[str, Any]:
    """A peer shared a reflection."""
    wrote = (*s.cycle.shared_reflections, Entry(entry_id=e.entry_id, by=e.by, at=e.at))
    return {**in_cycle(s, shared_reflections=wrote), **entry(s, e, RecordOf.SHARED_REFLECTION)}


def reviewed(s: Engagement, e: CycleReviewed) -> dict[str, Any]:
    """The cycle was looked back on."""
    wrote = (*s.cycle.reviews, Entry(entry_id=e.entry_id, by=e.by, at=e.at))
    return {**in_cycle(s, reviews=wrote), **entry(s, e, RecordOf.REVIEW)}


def decided(s: Engagement, e: NextDecided) -> dict[str, Any]:
    """With another coach, the former one is no longer the coach."""
    change = in_cycle(s, decision=e.decision)
    if e.decision is not Decision.ANOTHER_COACH:
        return change
    return {**change, **coach_left(s), "coach": None}


def cycle_started(s: Engagement, e: CycleStarted) -> dict[str, Any]:
    """A fresh cycle."""
    return {"cycles": (*s.cycles, Cycle(number=e.number, started=e.at))}
