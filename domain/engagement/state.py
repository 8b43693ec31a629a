"""An engagement as folded from its events: the facts the rules need, hardly any text.

Changed by `dataclasses.replace`, whose arguments the type checker sees. The snapshot of this state
is sealed whole (`snapshot.py`). A state never changes, so what follows from it is worked out once.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, TypeVar

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import Consent
from domain.base.model import AgencyId, EngagementId, EntryId, Instant, PersonId
from domain.base.roles import Form, Origin, Participation, Relation
from domain.engagement.records.closing import ClosingRecord
from domain.engagement.records.practice import PracticeRecord
from domain.engagement.records.record import Record
from domain.engagement.records.setting_up import SettingUpRecord
from domain.engagement.standing import Outcome, Status
from domain.engagement.views.handoff_content import FollowUpLine
from domain.process.decisions import Decision
from domain.process.models import ProcessModel
from domain.process.vocabulary import Need

AnyRecord = Annotated[
    SettingUpRecord | PracticeRecord | ClosingRecord, Field(discriminator="record")
]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One learner's own part in an engagement."""

    active: bool = True
    left_at: Instant | None = None
    outcome: Outcome | None = None
    consents: tuple[Consent, ...] = ()
    ratings_to: PersonId | None = None
    """The supervisor who may read this learner's goal ratings, by the learner's consent."""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time in which the engagement's clock stood still."""

    since: Instant
    until: Instant | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Somebody's latest word at an open checkpoint; the level is None once disposed of."""

    at: Instant
    level: int | None


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """An enrollment checkpoint: open until everyone asked is committed.

    `threshold` is the agency's when it opened: nobody is asked anew because it moves.
    """

    number: int
    reason: str
    opened_at: Instant
    due: Instant
    threshold: int
    overdue: bool = False
    answers: dict[PersonId, Answer] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """One round of practice, reflection, feedback and evaluation."""

    number: int
    started: Instant
    decision: Decision | None = None


@dataclass(frozen=True, kw_only=True)
class Closing:
    """How far the closing has come; what each learner does in it are entries of their own."""

    number: int = 0
    """Which closing it is, or was: one that is given up may begin anew."""
    started_at: Instant | None = None
    gaps: tuple[str, ...] = ()
    """What was missing when closing began: between coach and learner."""
    closed_at: Instant | None = None
    follow_ups: tuple[FollowUpLine, ...] = ()
    """The follow-up days as promised; later settings of the agency do not move them."""


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """One coaching engagement, of one learner or several."""

    engagement_id: EngagementId
    agency_id: AgencyId
    cohort: str
    model: str
    model_version: int
    own_model: ProcessModel | None = None
    """The model itself, where it is the agency's own."""
    launched_at: Instant
    recorded_at: Instant
    """The time of the newest event: nothing is recorded with an earlier one after it."""
    origin: Origin
    participation: Participation
    relation: Relation
    form: Form
    skill: str
    purpose: str
    learners: dict[PersonId, Part]
    coach: PersonId | None
    """None until one is assigned, and between peers, who coach each other."""
    supervisor: PersonId
    coordinator: PersonId
    expected_end: date
    ends_agreed: int = 0
    """How often another end than before was agreed on: it names the present one."""

    stage: str
    stage_since: Instant
    status: Status = Status.ACTIVE
    outcome: Outcome | None = None
    pauses: tuple[Pause, ...] = ()
    last_act_at: Instant
    """The last sign of life of a learner or coach: what silence is counted from."""
    signs_of_life: int = 0
    """How many there were: it names a silence, which begins after the last of them."""
    ended_at: Instant | None = None
    former_coaches: tuple[PersonId, ...] = ()
    former_supervisors: tuple[PersonId, ...] = ()

    records: dict[EntryId, AnyRecord] = field(default_factory=dict)
    retracted: tuple[EntryId, ...] = ()
    versions: dict[str, int] = field(default_factory=dict)
    """The highest version of each text that people approve: terms, plan, ground rules, handoffs."""
    reopened: tuple[str, ...] = ()
    """Needs of gates already passed that a retraction made unmet: they hold the next step."""

    checkpoints: int = 0
    checkpoint: Checkpoint | None = None
    checkpoints_passed: int = 0
    at_risk: bool = False
    cycles: tuple[Cycle, ...]
    closing: Closing = Closing()

    @property
    def cycle(self) -> Cycle:
        """The current cycle."""
        return self.cycles[-1]

    @cached_property
    def active_learners(self) -> tuple[PersonId, ...]:
        """Learners who still take part, in the order they were named."""
        return tuple(person for person, part in self.learners.items() if part.active)

    @cached_property
    def wanting(self) -> list[tuple[Agency, tuple[str, ...]]]:
        """What `gates.gate.missing` found in this state, by the agency it was asked for."""
        return []

    @cached_property
    def asking(self) -> list[tuple[Agency, tuple[tuple[Need, tuple[PersonId, ...]], ...]]]:
        """What `gates.suppliers.asking` found in this state, by the agency it was asked for."""
        return []

    @property
    def live(self) -> bool:
        """Under way: neither following up nor ended."""
        return self.status in (Status.ACTIVE, Status.PAUSED)

    @cached_property
    def _by_kind(self) -> dict[type[Record], list[Record]]:
        found: dict[type[Record], list[Record]] = {}
        for one in self.records.values():
            found.setdefault(type(one), []).append(one)
        return found

    def every(self, kind: type[R]) -> tuple[R, ...]:
        """All entries of a kind, in the order they were made."""
        found = self._by_kind.get(kind)
        return tuple(one for one in found if isinstance(one, kind)) if found else ()

    @cached_property
    def named(self) -> dict[str, tuple[AnyRecord, ...]]:
        """All entries by the names of their records, in the order they were made."""
        found: dict[str, list[AnyRecord]] = {}
        for one in self.records.values():
            found.setdefault(one.record, []).append(one)
        return {name: tuple(ones) for name, ones in found.items()}

    def with_record(self, record: AnyRecord) -> "Engagement":
        """The state with an entry added, or replaced where its id is known already."""
        return replace(self, records={**self.records, record.entry_id: record})

    def paused_since(self, start: Instant) -> timedelta:
        """How long the clock stood still after `start`, over finished pauses."""
        if not self.pauses:
            return timedelta()
        return sum(
            (p.until - max(p.since, start) for p in self.pauses if p.until and p.until > start),
            timedelta(),
        )

    def after(self, start: Instant, days: float) -> Instant:
        """The instant `days` calendar days of running clock after `start`."""
        return start + timedelta(days=days) + self.paused_since(start)
