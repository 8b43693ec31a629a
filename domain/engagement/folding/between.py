"""Folding what goes on across cycles: sessions, next steps, debriefs."""

from typing import Any

from domain.engagement.folding.entries import entry
from domain.engagement.parts import Entry, NextStep, RecordOf, Session
from domain.engagement.state import Engagement
from domain.engagement.topics.disclosing import DebriefSeen, DebriefWritten
from domain.engagement.topics.next_steps import NextStepAgreed, NextStepCompleted
from domain.engagement.topics.sessions import SessionScheduled


def session_scheduled(s: Engagement, e: SessionScheduled) -> dict[str, Any]:
    """One more session ahead."""
    session = Session(entry_id=e.entry_id, at=e.starts, minutes=e.minutes, form=e.form)
    return {"sessions": (*s.sessions, session), **entry(s, e, RecordOf.SESSION)}


def session_over(s: Engagement, session: str, outcome: str) -> dict[str, Any]:
    """A session has its outcome."""
    return {
        "sessions": tuple(
            x.model_copy(update={"outcome": outcome}) if x.entry_id == session else x
            for x in s.sessions
        )
    }


def step_agreed(s: Engagement, e: NextStepAgreed) -> dict[str, Any]:
    """One more step promised."""
    number = s.cycle.number
    step = NextStep(entry_id=e.entry_id, owner=e.owner, text=e.step, due=e.due, cycle=number)
    return {"next_steps": (*s.next_steps, step), **entry(s, e, RecordOf.NEXT_STEP)}


def step_completed(s: Engagement, e: NextStepCompleted) -> dict[str, Any]:
    """A step was taken."""
    return {
        "next_steps": tuple(
            x.model_copy(update={"done": True}) if x.entry_id == e.step_id else x
            for x in s.next_steps
        )
    }


def debrief_written(s: Engagement, e: DebriefWritten) -> dict[str, Any]:
    """A joint debrief counts as seen; another waits for the learner."""
    one = Entry(entry_id=e.entry_id, by=e.by, at=e.at)
    change = entry(s, e, RecordOf.DEBRIEF)
    if e.joint:
        return {**change, "debriefs_seen": (*s.debriefs_seen, e.entry_id)}
    return {**change, "debriefs_unseen": (*s.debriefs_unseen, one)}


def debrief_seen(s: Engagement, e: DebriefSeen) -> dict[str, Any]:
    """The learner saw it."""
    waiting = tuple(d for d in s.debriefs_unseen if d.entry_id != e.debrief)
    return {"debriefs_unseen": waiting, "debriefs_seen": (*s.debriefs_seen, e.debrief)}
