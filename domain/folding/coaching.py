"""Folding what happens between coach and learner: enrollment, sessions, cycles, steps."""

from typing import Any

from domain.rules.corrections import EntryRetracted
from domain.rules.demonstration import DemonstrationRecorded
from domain.rules.disclosing import DebriefSeen, DebriefWritten
from domain.rules.enrollment import (
    BarrierAnswered,
    CheckpointOpened,
    CommitmentDeclared,
    with_answer,
)
from domain.rules.feedback import ConversationHeld, ReflectionShared
from domain.rules.next_steps import NextStepAgreed, NextStepCompleted
from domain.rules.observation import ObservationRecorded
from domain.rules.reflection import ConversationPrepared, ReflectionWritten
from domain.rules.sessions import SessionScheduled
from domain.rules.stages import CycleStarted, NextDecided
from domain.state import (
    Barrier,
    Checkpoint,
    Cycle,
    Declared,
    Engagement,
    Entry,
    NextStep,
    Observed,
    RecordOf,
    Session,
)


def in_cycle(s: Engagement, **change: Any) -> dict[str, Any]:
    """A change to the current cycle."""
    return {"cycles": (*s.cycles[:-1], s.cycle.model_copy(update=change))}


def _entry(s: Engagement, e: Any, record: RecordOf) -> dict[str, Any]:
    return {"entries": {**s.entries, e.entry_id: (record, e.by)}}


def declared(s: Engagement, e: CommitmentDeclared) -> dict[str, Any]:
    """A declaration counts for the open checkpoint; the latest one of a person counts."""
    if s.checkpoint is None:
        return {}
    barriers = tuple(
        Barrier(barrier_id=f"{e.entry_id}/{n}", answered=b.answer is not None)
        for n, b in enumerate(e.barriers, start=1)
    )
    said = Declared(at=e.at, level=e.level, barriers=barriers)
    people = {**s.checkpoint.declared, e.by: said}
    return {"checkpoint": s.checkpoint.model_copy(update={"declared": people})}


def barrier_answered(s: Engagement, e: BarrierAnswered) -> dict[str, Any]:
    """One barrier fewer."""
    return {"checkpoint": with_answer(s.checkpoint, e.barrier_id)} if s.checkpoint else {}


def checkpoint_opened(s: Engagement, e: CheckpointOpened) -> dict[str, Any]:
    """A checkpoint is open until it is passed."""
    opened = Checkpoint(number=e.number, reason=e.reason, opened_at=e.at, due=e.due)
    return {"checkpoint": opened, "checkpoints": e.number}


def checkpoint_overdue(s: Engagement) -> dict[str, Any]:
    """Its due date has passed."""
    return {
        "checkpoint": s.checkpoint.model_copy(update={"overdue": True}) if s.checkpoint else None
    }


def session_scheduled(s: Engagement, e: SessionScheduled) -> dict[str, Any]:
    """One more session ahead."""
    session = Session(entry_id=e.entry_id, at=e.starts, minutes=e.minutes, form=e.form)
    return {"sessions": (*s.sessions, session), **_entry(s, e, RecordOf.SESSION)}


def session_over(s: Engagement, session: str, outcome: str) -> dict[str, Any]:
    """A session has its outcome."""
    return {
        "sessions": tuple(
            x.model_copy(update={"outcome": outcome}) if x.entry_id == session else x
            for x in s.sessions
        )
    }


def demonstrated(s: Engagement, e: DemonstrationRecorded) -> dict[str, Any]:
    """The learner watched the skill in this cycle."""
    done = (*s.cycle.demonstrations, Entry(entry_id=e.entry_id, by=e.by, at=e.at))
    return {**in_cycle(s, demonstrations=done), **_entry(s, e, RecordOf.DEMONSTRATION)}


def observed(s: Engagement, e: ObservationRecorded) -> dict[str, Any]:
    """The learner was observed in this cycle; it is still to be talked over."""
    one = Observed(entry_id=e.entry_id, by=e.by, at=e.at, medium=e.medium)
    change = in_cycle(s, observations=(*s.cycle.observations, one))
    return {**change, **_entry(s, e, RecordOf.OBSERVATION)}


def reflected(s: Engagement, e: ReflectionWritten) -> dict[str, Any]:
    """The learner reflected on this cycle."""
    wrote = (*s.cycle.reflections, Entry(entry_id=e.entry_id, by=e.by, at=e.at))
    return {**in_cycle(s, reflections=wrote), **_entry(s, e, RecordOf.REFLECTION)}


def prepared(s: Engagement, e: ConversationPrepared) -> dict[str, Any]:
    """The coach prepared for this cycle's conversation."""
    done = (*s.cycle.preparations, Entry(entry_id=e.entry_id, by=e.by, at=e.at))
    return in_cycle(s, preparations=done)


def conversation_held(s: Engagement, e: ConversationHeld) -> dict[str, Any]:
    """All observations of the cycle have been talked over."""
    seen = tuple(o.model_copy(update={"talked_over": True}) for o in s.cycle.observations)
    return in_cycle(s, conversation_at=e.at, observations=seen)


def shared(s: Engagement, e: ReflectionShared) -> dict[str, Any]:
    """A peer shared a reflection."""
    wrote = (*s.cycle.shared_reflections, Entry(entry_id=e.entry_id, by=e.by, at=e.at))
    return in_cycle(s, shared_reflections=wrote)


def step_agreed(s: Engagement, e: NextStepAgreed) -> dict[str, Any]:
    """One more step promised."""
    step = NextStep(entry_id=e.entry_id, owner=e.owner, text=e.step, due=e.due)
    cycle = in_cycle(s, steps_agreed=s.cycle.steps_agreed + 1)
    return {"next_steps": (*s.next_steps, step), **cycle, **_entry(s, e, RecordOf.NEXT_STEP)}


def step_completed(s: Engagement, e: NextStepCompleted) -> dict[str, Any]:
    """A step was taken."""
    return {
        "next_steps": tuple(
            x.model_copy(update={"done": True}) if x.entry_id == e.step_id else x
            for x in s.next_steps
        )
    }


def decided(s: Engagement, e: NextDecided) -> dict[str, Any]:
    """With another coach, the former one is no longer the coach."""
    change = in_cycle(s, decision=e.decision)
    return {**change, "coach": None} if e.decision == "another_coach" else change


def cycle_started(s: Engagement, e: CycleStarted) -> dict[str, Any]:
    """A fresh cycle."""
    return {"cycles": (*s.cycles, Cycle(number=e.number, started=e.at))}


def debrief_written(s: Engagement, e: DebriefWritten) -> dict[str, Any]:
    """A joint debrief counts as seen; another waits for the learner."""
    entry = Entry(entry_id=e.entry_id, by=e.by, at=e.at)
    change = _entry(s, e, RecordOf.TEXT)
    if e.joint:
        return {**change, "debriefs_seen": (*s.debriefs_seen, e.entry_id)}
    return {**change, "debriefs_unseen": (*s.debriefs_unseen, entry)}


def debrief_seen(s: Engagement, e: DebriefSeen) -> dict[str, Any]:
    """The learner saw it."""
    waiting = tuple(d for d in s.debriefs_unseen if d.entry_id != e.debrief)
    return {"debriefs_unseen": waiting, "debriefs_seen": (*s.debriefs_seen, e.debrief)}


def retracted(s: Engagement, e: EntryRetracted) -> dict[str, Any]:
    """An entry no longer counts anywhere; the events keep it."""

    def rest(entries: Any) -> Any:
        return tuple(x for x in entries if x.entry_id != e.entry)

    cycles = tuple(
        c.model_copy(
            update={
                "demonstrations": rest(c.demonstrations),
                "observations": rest(c.observations),
                "reflections": rest(c.reflections),
            }
        )
        for c in s.cycles
    )
    change: dict[str, Any] = {
        "cycles": cycles,
        "goals": rest(s.goals),
        "sessions": rest(s.sessions),
        "next_steps": rest(s.next_steps),
        "entries": {k: v for k, v in s.entries.items() if k != e.entry},
    }
    if s.plan and s.plan.entry_id == e.entry:
        change["plan"] = None
    if e.record is RecordOf.NEXT_STEP:
        fewer = max(0, s.cycle.steps_agreed - 1)
        change["cycles"] = (*cycles[:-1], cycles[-1].model_copy(update={"steps_agreed": fewer}))
    return change
