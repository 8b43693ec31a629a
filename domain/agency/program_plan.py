"""A coaching program's plan: seven steps, a logic model, PDSA cycles, stages, adoption groups.

Toolkit, ch. 7 (table 7.1; logic models; stages of implementation after Fixsen et al., 2005; PDSA
after Moen & Norman, 2010; adoption curve after Rogers) and ch. 8 (four stages of a coaching
culture). It holds nothing about a person: coordinators and leaders write it and read it.
"""

from enum import StrEnum

from domain.base.model import Frozen, Instant, Line, Text


class PlanStep(StrEnum):
    """The steps of an implementation plan (Toolkit, table 7.1)."""

    VISION = "vision"
    PARTNERS = "partners"
    CIRCUMSTANCES = "circumstances"
    PROCESS = "process"
    DOCUMENTATION = "documentation"
    IMPROVEMENT = "improvement"
    FUNDING = "funding"


class ImplementationStage(StrEnum):
    """Where the program stands (Toolkit, figure 7.1; Fixsen et al., 2005)."""

    EXPLORATION = "exploration"
    INSTALLATION = "installation"
    INITIAL = "initial"
    FULL_OPERATION = "full_operation"
    INNOVATION = "innovation"
    SUSTAINABILITY = "sustainability"


class CultureStage(StrEnum):
    """Where the agency's coaching culture stands (Toolkit, ch. 8)."""

    NASCENT = "nascent"
    TACTICAL = "tactical"
    STRATEGIC = "strategic"
    EMBEDDED = "embedded"


class AdoptionGroup(StrEnum):
    """Who takes something new up when (Toolkit, ch. 7; Rogers, 2003)."""

    INNOVATORS = "innovators"
    EARLY_ADOPTERS = "early_adopters"
    EARLY_MAJORITY = "early_majority"
    LATE_MAJORITY = "late_majority"
    LAGGARDS = "laggards"


class LogicModel(Frozen):
    """If these resources, then these activities; if these, then these outputs and outcomes."""

    resources: Text | None = None
    activities: Text | None = None
    outputs: Text | None = None
    short_term: Text | None = None
    long_term: Text | None = None


class ImprovementCycle(Frozen):
    """A PDSA cycle; what is still to come is None."""

    number: int
    aim: Line
    plan: Text
    did: Text | None = None
    studied: Text | None = None
    acted: Text | None = None


class Assessment(Frozen):
    """Where program and culture stand, as somebody judged it."""

    at: Instant
    implementation: ImplementationStage
    culture: CultureStage
    note: Text | None = None


class ProgramPlan(Frozen):
    """The plan as it stands; `assessments` oldest first, `adoption` from cohort to group."""

    steps: dict[str, str] = {}
    logic: LogicModel = LogicModel()
    cycles: tuple[ImprovementCycle, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    adoption: dict[str, str] = {}
