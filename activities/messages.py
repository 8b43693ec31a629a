"""All that Temporal ever carries: ids, versions, times and sealed bodies.

Plain dataclasses whose every later field must have a default: histories recorded today are
replayed for as long as an engagement lasts.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Envelope:
    """One command on its way: `sealed_body` is base64 of the command, sealed for its engagement."""

    engagement_id: str
    command_id: str
    kind: str
    v: int
    sealed_body: str


@dataclass(frozen=True)
class Recorded:
    """What recording a command came to.

    `sleep_seconds`: wall seconds until the engine owes something here; 0 now, None nothing.
    `repeated`: this command had been recorded before; the answer is the first one.
    """

    version: int = 0
    sleep_seconds: float | None = None
    stage: str = ""
    status: str = ""
    repeated: bool = False


@dataclass(frozen=True)
class OwedItem:
    """One thing the engine owes an engagement now; `how` is `act` or `deliver`."""

    key: str
    how: str


@dataclass(frozen=True)
class Owed:
    """What is owed now, and when to ask again (wall seconds; None: nothing is pending)."""

    version: int = 0
    items: list[OwedItem] = field(default_factory=list)
    sleep_seconds: float | None = None
    stage: str = ""
    status: str = ""


@dataclass(frozen=True)
class EngagementRun:
    """Input of one run of an engagement's workflow; carried over by continue-as-new."""

    engagement_id: str
    agency_id: str = ""
    runs: int = 0
