"""What is owed in an engagement: to whom, by when, and how it is discharged."""

from enum import StrEnum

from domain.base.model import Frozen, Instant, PersonId

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


class Duty(Frozen):
    """One owed thing. Its occasion (engagement, `what`, `recipient`, `how`) is done at most once,
    whatever becomes of its date.

    `what` is a key like `reflection/cycle-2`; the part before the slash names the wording.
    """

    what: str
    due: Instant
    recipient: PersonId
    how: How

    @property
    def key(self) -> str:
        """The duty's name within its engagement."""
        return f"{self.what}|{self.recipient}|{self.how.value}"
