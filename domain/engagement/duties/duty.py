"""What is owed in an engagement: to whom, by when, and how it is discharged."""

from dataclasses import dataclass
from enum import StrEnum

from domain.base.model import Instant, PersonId

ENGINE: PersonId = "engine"
"""Stands for the engine where a person would act."""


class How(StrEnum):
    """How a duty is discharged."""

    REMIND = "remind"
    """A line in the person's daily digest."""
    ESCALATE = "escalate"
    """A line in the coordinator's digest: the fact, never the content; once."""
    ACT = "act"
    """The engine records something itself (a checkpoint opened, a follow-up period ended)."""
    DELIVER = "deliver"
    """The engine brings a document to people."""


class EngineAct(StrEnum):
    """What the engine does itself: the first part of `what`, where `how` is ACT or DELIVER."""

    DELIVER_HANDOFF = "handoff"
    STALL_SILENCE = "stall_silence"
    STALL_NEXT_STEP = "stall_next_step"
    CHECKPOINT_OVERDUE = "checkpoint_overdue"
    END_FOLLOWING_UP = "end_following_up"


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One owed thing, done at most once for its `key`, however its due time moves.

    `what` names the occasion, never a date: the part before the slash names the wording
    (`words/reminders.json`) or the engine's act, the part after it which one: stage and cycle, the
    id of an entry, the number of a checkpoint. What comes twice ends in `#1` and `#2`.
    """

    what: str
    due: Instant
    recipient: PersonId
    how: How

    @property
    def name(self) -> str:
        """The wording, or the engine's act."""
        return self.what.partition("/")[0]

    @property
    def occasion(self) -> str:
        """Which one of its kind: what follows the slash in `what`."""
        return self.what.partition("/")[2]

    @property
    def key(self) -> str:
        """The duty's name within its engagement: what, to whom, how."""
        return f"{self.what}|{self.recipient}|{self.how}"
