"""How far the demonstration is, and what came of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Progress:
    """How far the demonstration is."""

    total: int = 0
    day: float = 0
    acts: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    mails: int = 0
    held: bool = False
    """Whether the clock waits for the acts of its day."""
    holds: int = 0
    """How often it did."""


Show = Callable[[Progress], None]


@dataclass(frozen=True)
class Shown:
    """What came of it, for the last page."""

    cohort: str
    engagements: int
    acts: int
    days: int
    documents: list[Path]
    mails: int
    holds: int
