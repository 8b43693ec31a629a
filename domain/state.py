"""An engagement as folded from its events: the facts the rules need, hardly any text.

What people wrote stays in the events; here only who wrote what when. The snapshot of this state
is sealed whole.
"""

from datetime import date, timedelta
from enum import StrEnum

from domain.confidential import Consent
from domain.handoff_content import HandoffContent
from domain.model import AgencyId, EngagementId, EntryId, Frozen, Instant, PersonId
from domain.roles import Form, Medium, Origin, Participation, Relation, Role
from domain.stages import Decision, Outcome, Stage, Status

SHAPE = 1
"""Raised with every change of this file; a snapshot of another shape is folded anew."""


class Entry(Frozen):
    """Something recorded once by someone."""

    entry_id: EntryId
    by: PersonId
    at: Instant


class Observed(Entry):
    """The learner was observed; talked over once a conversation was held on it."""

    medium: Medium
    talked_over: bool = False


class Barrier(Frozen):
    """Something that could stand in the way of a commitment; each gets an answer."""

    barrier_id: str
    answered: bool


class Declared(Frozen):
    """How committed someone said they are, 0 to 10; None once disposed of."""

    at: Instant
    level: int | None
    barriers: tuple[Barrier, ...] = ()

    def reaches(self, threshold: int) -> bool:
        """At or over the threshold with every barrier answered."""
        return (
            self.level is not None
            and self.level >= threshold
            and all(b.answered for b in self.barriers)
        )


class Checkpoint(Frozen):
    """An enrollment checkpoint: open until everyone asked is committed."""

    number: int
    reason: str
    opened_at: Instant
    due: Instant
    overdue: bool = False
    declared: dict[PersonId, Declared] = {}


class Goal(Frozen):
    """A goal as agreed; `statement` is what the supervisor confirms and the handoff shows."""

    entry_id: EntryId
    statement: str
    scale: str
    due: date
    confirmed: bool = False


class Session(Frozen):
    """A coaching session, planned or past."""

    entry_id: EntryId
    at: Instant
    minutes: int
    form: Form
    outcome: str = "planned"


class NextStep(Frozen):
    """A step promised in a conversation, with its day."""

    entry_id: EntryId
    owner: PersonId
    text: str
    due: date
    done: bool = False


class Cycle(Frozen):
    """One round of practice, reflection, feedback and evaluation."""

    number: int
    started: Instant
    demonstrations: tuple[Entry, ...] = ()
    waived_by: tuple[PersonId, ...] = ()
    observations: tuple[Observed, ...] = ()
    reflections: tuple[Entry, ...] = ()
    preparations: tuple[Entry, ...] = ()
    conversation_at: Instant | None = None
    rungs: tuple[str, ...] = ()
    shared_reflections: tuple[Entry, ...] = ()
    steps_agreed: int = 0
    rated: tuple[tuple[PersonId, EntryId], ...] = ()
    assessed_by: tuple[PersonId, ...] = ()
    reviewed: bool = False
    decision: Decision | None = None


class Plan(Frozen):
    """The sustainability plan: what the supervisor promised, who supports the learning."""

    entry_id: EntryId
    promised: str
    supported_by: str
    signed: bool = False


class Process(Frozen):
    """How coaching goes on, as agreed in joint planning."""

    every_days: int
    quiet_days: int


class Closing(Frozen):
    """How far the closing has come."""

    started_at: Instant | None = None
    missing: tuple[str, ...] = ()
    met_at: Instant | None = None
    results_told: bool = False
    results: str | None = None
    what_helps: tuple[str, ...] = ()
    hidden_steps: tuple[EntryId, ...] = ()
    """Open next steps the learner keeps out of the handoff."""
    handoff: HandoffContent | None = None
    produced_at: Instant | None = None
    seen_at: Instant | None = None
    delivered_at: Instant | None = None
    acknowledged_at: Instant | None = None
    closed_at: Instant | None = None
    followed_up: tuple[int, ...] = ()


class Pause(Frozen):
    """A time in which the engagement's clock stood still."""

    since: Instant
    until: Instant | None = None


class RecordOf(StrEnum):
    """The kinds of entries an author may retract."""

    GOAL = "goal"
    SESSION = "session"
    DEMONSTRATION = "demonstration"
    OBSERVATION = "observation"
    REFLECTION = "reflection"
    NEXT_STEP = "next_step"
    TEXT = "text"


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
    agreement_version: int | None = None
    joined: dict[PersonId, Role] = {}
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
