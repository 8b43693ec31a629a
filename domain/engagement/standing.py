"""Whether an engagement is under way, and how it came to its end."""

from enum import StrEnum


class Status(StrEnum):
    """Whether an engagement is under way."""

    ACTIVE = "active"
    PAUSED = "paused"
    FOLLOWING_UP = "following_up"
    ENDED = "ended"


class Outcome(StrEnum):
    """How an engagement, or one learner's part in it, came to its end."""

    COMPLETED = "completed"
    CLOSED_EARLY = "closed_early"
    WITHDRAWN = "withdrawn"
    NOT_ENROLLED = "not_enrolled"
    REFERRED = "referred"
    ENDED_BY_AGENCY = "ended_by_agency"


UNTOLD = frozenset({Outcome.WITHDRAWN, Outcome.NOT_ENROLLED, Outcome.REFERRED})
"""Endings of which a supervisor learns no more than that it ended."""


def as_told(outcome: Outcome) -> str:
    """How a supervisor is told of an ending: where the kind is not theirs to know, as `ended`."""
    return "ended" if outcome in UNTOLD else outcome.value
