"""Folding entries: into the current cycle, into the list of who may retract what, and out again."""

from typing import Any

from domain.engagement.parts import RecordOf
from domain.engagement.state import Engagement
from domain.engagement.topics.corrections import EntryRetracted


def in_cycle(s: Engagement, **change: Any) -> dict[str, Any]:
    """A change to the current cycle."""
    return {"cycles": (*s.cycles[:-1], s.cycle.model_copy(update=change))}


def entry(s: Engagement, e: Any, record: RecordOf) -> dict[str, Any]:
    """An entry its author may retract."""
    return {"entries": {**s.entries, e.entry_id: (record, e.by)}}


def retracted(s: Engagement, e: EntryRetracted) -> dict[str, Any]:
    """An entry no longer counts anywhere; the events keep it."""

    def rest(entries: Any) -> Any:
        return tuple(x for x in entries if x.entry_id != e.entry)

    def untalked(entries: Any) -> Any:
        anew = {"conversation": None}
        return tuple(
            x.model_copy(update=anew) if x.conversation == e.entry else x for x in rest(entries)
        )

    cycles = tuple(
        c.model_copy(
            update={
                "demonstrations": rest(c.demonstrations),
                "observations": untalked(c.observations),
                "reflections": untalked(c.reflections),
                "preparations": rest(c.preparations),
                "conversations": rest(c.conversations),
                "shared_reflections": rest(c.shared_reflections),
                "reviews": rest(c.reviews),
            }
        )
        for c in s.cycles
    )
    change: dict[str, Any] = {
        "cycles": cycles,
        "goals": rest(s.goals),
        "sessions": rest(s.sessions),
        "next_steps": rest(s.next_steps),
        "debriefs_unseen": rest(s.debriefs_unseen),
        "entries": {k: v for k, v in s.entries.items() if k != e.entry},
    }
    if s.plan and s.plan.entry_id == e.entry:
        change["plan"] = None
    return change
