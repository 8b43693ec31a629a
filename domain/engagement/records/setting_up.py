"""Entries of setting up and planning: agreement, plan, enrollment, goals, process."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.base.model import EntryId, PersonId
from domain.base.roles import Channel
from domain.engagement.records.record import Record


@dataclass(frozen=True, kw_only=True)
class Readiness(Record):
    """Readiness was looked at."""

    record: Literal["readiness"] = "readiness"


@dataclass(frozen=True, kw_only=True)
class Expertise(Record):
    """The coach said how expert they are in the named skill."""

    record: Literal["expertise"] = "expertise"


@dataclass(frozen=True, kw_only=True)
class Terms(Record):
    """The terms of this engagement: one text with a version, signed by all three."""

    retractable: ClassVar[bool] = False
    record: Literal["terms"] = "terms"
    version: int
    agency_agreement_version: int
    expected_end: date
    concerns_go_to: PersonId
    ratings_to_supervisor: bool
    narrowed: tuple[str, ...]
    """What supervisor and coordinator do not see by these terms."""


@dataclass(frozen=True, kw_only=True)
class Signature(Record):
    """Someone signed a version of the terms in their role."""

    record: Literal["signature"] = "signature"
    version: int


@dataclass(frozen=True, kw_only=True)
class Explanation(Record):
    """Confidentiality, its exceptions and mandated reporting were explained."""

    record: Literal["explanation"] = "explanation"


@dataclass(frozen=True, kw_only=True)
class Understanding(Record):
    """A learner said that confidentiality is understood."""

    record: Literal["understanding"] = "understanding"


@dataclass(frozen=True, kw_only=True)
class GroundRules(Record):
    """What stays in the room was written down for a group."""

    record: Literal["ground_rules"] = "ground_rules"
    version: int


@dataclass(frozen=True, kw_only=True)
class GroundRulesAcceptance(Record):
    """A learner accepted a version of the ground rules."""

    record: Literal["ground_rules_acceptance"] = "ground_rules_acceptance"
    version: int


@dataclass(frozen=True, kw_only=True)
class Contract(Record):
    """An external coach's papers were noted."""

    record: Literal["contract"] = "contract"
    coach: PersonId


@dataclass(frozen=True, kw_only=True)
class Boundary(Record):
    """A supervisor who coaches said how the two are kept apart."""

    record: Literal["boundary"] = "boundary"


@dataclass(frozen=True, kw_only=True)
class Plan(Record):
    """A version of the sustainability plan: the supervisor's promise, who supports the learning."""

    record: Literal["plan"] = "plan"
    version: int
    promised: str
    supported_by: str | None
    """Who supports the learning; None for the supervisor."""


@dataclass(frozen=True, kw_only=True)
class PlanSignature(Record):
    """A supervisor signed a version of the sustainability plan."""

    retractable: ClassVar[bool] = False
    record: Literal["plan_signature"] = "plan_signature"
    version: int
    promised: str
    supported_by: str | None
    """What was signed, kept as it stood."""


@dataclass(frozen=True, kw_only=True)
class Mandate(Record):
    """The coach put down what the mandate is for, what stays free, what a no leads to."""

    record: Literal["mandate"] = "mandate"


@dataclass(frozen=True, kw_only=True)
class Commitment(Record):
    """Someone said how committed they are, 0 to 10 (None once disposed of), and what may hinder."""

    record: Literal["commitment"] = "commitment"
    level: int | None
    barriers: tuple[EntryId, ...]
    """Barriers named without an answer, each with an id of its own."""


@dataclass(frozen=True, kw_only=True)
class BarrierAnswer(Record):
    """A barrier has an answer."""

    record: Literal["barrier_answer"] = "barrier_answer"
    barrier: EntryId


@dataclass(frozen=True, kw_only=True)
class Goal(Record):
    """A goal as agreed, and what the handoff shows of it."""

    passes_on: ClassVar[bool] = True
    record: Literal["goal"] = "goal"
    revision: int
    """Raised with each correction: what was confirmed before is no longer what stands here."""
    scale: Literal["smart", "gars"]
    statement: str
    measure: str
    due: date


@dataclass(frozen=True, kw_only=True)
class GoalConfirmation(Record):
    """A supervisor confirmed goals as they stood, and granted the time."""

    record: Literal["goal_confirmation"] = "goal_confirmation"
    goals: tuple[tuple[EntryId, int], ...]
    """Each goal's id and revision."""


@dataclass(frozen=True, kw_only=True)
class Process(Record):
    """How coaching goes on, as agreed: kept whatever the agency sets later."""

    record: Literal["process"] = "process"
    channel: Channel
    every_days: int
    quiet_days: int


@dataclass(frozen=True, kw_only=True)
class SupervisorInformed(Record):
    """The supervisor took part in planning or was debriefed on the goals."""

    record: Literal["supervisor_informed"] = "supervisor_informed"
    supervisor: PersonId


@dataclass(frozen=True, kw_only=True)
class FilledSheet(Record):
    """A sheet of the process model was filled in; asked for as `sheet:` and its key."""

    record: Literal["sheet"] = "sheet"
    sheet: str


SettingUpRecord = (
    Readiness
    | Expertise
    | Terms
    | Signature
    | Explanation
    | Understanding
    | GroundRules
    | GroundRulesAcceptance
    | Contract
    | Boundary
    | Plan
    | PlanSignature
    | Mandate
    | Commitment
    | BarrierAnswer
    | Goal
    | GoalConfirmation
    | Process
    | SupervisorInformed
    | FilledSheet
)
