"""Folding enrollment: declarations, barriers, checkpoints."""

from typing import Any

from domain.engagement.parts import Barrier, Checkpoint, Declared
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import CheckpointOpened, with_answer
from domain.engagement.topics.enrollment import BarrierAnswered, CommitmentDeclared


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
