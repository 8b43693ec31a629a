"""An engagement as folded from its events: the facts the rules need, hardly any text.

What people wrote stays in the events; here only who wrote what when (`parts.py`). The snapshot
of this state is sealed whole.
"""

from datetime import date, timedelta

from domain.base.confidential import Consent
from domain.base.model import AgencyId, EngagementId, EntryId, Frozen, Instant, PersonId
from domain.base.roles import Form, Origin, Participation, Relation
from domain.engagement.parts import (
    Checkpoint,
    Closing,
    Cycle,
    Entry,
    Goal,
    Joined,
    NextStep,
    Pause,
    Plan,
    Process,
    RecordOf,
    Session,
)
from domain.engagement.stages import Outcome, Stage, Status

SHAPE = 2
"""Raised with every change of this file or `parts.py`; other snapshots are folded anew."""


class Engagement(Frozen):
    """One coaching engagement. `learners` is a map from the first day, for groups to come."""

    engagement_id: EngagementId
    agency_id: AgencyId
    cohort: str
    model: str
    model_version: int
    launched_at: Instant
    origin: Origin
    participation: Participation
    relation: Relation
    form: Form
    skill: str
    purpose: str
    learners: dict[PersonId, bool]
    """Each learner, and whether they still take part."""
    coach: PersonId | None
    supervisor: PersonId
    coordinator: PersonId
    expected_end: date

    stage: Stage = Stage.INITIAL_INTEREST
    stage_since: Instant
    status: Status = Status.ACTIVE
    outcome: Outcome | None = None
    pauses: tuple[Pause, ...] = ()
    last_act_at: Instant
    """The last act of a learner or coach: what silence is counted from."""
    ended_at: Instant | None = None

    readiness: bool = False
    joined: dict[PersonId, Joined] = {}
    """Who signed the agreement; former coaches and supervisors among them."""
    former_coaches: tuple[PersonId, ...] = ()
    explained_by: PersonId | None = None
    understood_by: tuple[PersonId, ...] = ()
    contract_noted: bool = False
    boundary_stated: bool = False
    plan: Plan | None = None

    checkpoints: int = 0
    checkpoint: Checkpoint | None = None
    at_risk: bool = False

    goals: tuple[Goal, ...] = ()
    process: Process | None = None
    supervisor_informed: bool = False
    time_granted: bool = False

    cycles: tuple[Cycle, ...]
    sessions: tuple[Session, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    entries: dict[EntryId, tuple[RecordOf, PersonId]] = {}
    debriefs_unseen: tuple[Entry, ...] = ()
    debriefs_seen: tuple[EntryId, ...] = ()
    consents: dict[PersonId, tuple[Consent, ...]] = {}
    closing: Closing = Closing()

    @property
    def cycle(self) -> Cycle:
        """The current cycle."""
        return self.cycles[-1]

    @property
    def active_learners(self) -> tuple[PersonId, ...]:
        """Learners who have not withdrawn, in the order they were named."""
        return tuple(person for person, active in self.learners.items() if active)

    @property
    def live(self) -> bool:
        """Under way: neither following up nor ended."""
        return self.status in (Status.ACTIVE, Status.PAUSED)

    def paused_since(self, start: Instant) -> timedelta:
        """How long the clock stood still after `start`, over finished pauses."""
        return sum(
            (p.until - max(p.since, start) for p in self.pauses if p.until and p.until > start),
            timedelta(),
        )

    def after(self, start: Instant, days: float) -> Instant:
        """The instant `days` calendar days of running clock after `start`."""
        return start + timedelta(days=days) + self.paused_since(start)
