"""Writing a coaching program's plan: its steps, logic model, PDSA cycles, stages, groups.

By the agency's coordinators and leaders (Toolkit, ch. 7: implementation is a team's work). Nothing
in it is about a person.
"""

from typing import Annotated, Literal, assert_never

from pydantic import Field

from domain.agency.agency_settings import AgencySettings
from domain.agency.program_plan import (
    AdoptionGroup,
    Assessment,
    CultureStage,
    ImplementationStage,
    ImprovementCycle,
    LogicModel,
    PlanStep,
    ProgramPlan,
)
from domain.base.messages import Command, Event
from domain.base.model import AgencyId, Line, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role

MOST_CYCLES = 100
"""PDSA cycles an agency may keep."""


class PlanProgram(Command):
    """Write a step of the implementation plan."""

    kind: Literal["plan_program"] = "plan_program"
    agency_id: AgencyId
    step: PlanStep
    planned: Text


class ProgramPlanned(Event):
    """A step of the implementation plan was written."""

    kind: Literal["program_planned"] = "program_planned"
    agency_id: AgencyId
    step: PlanStep
    planned: Text


class DrawLogicModel(Command):
    """Write the logic model."""

    kind: Literal["draw_logic_model"] = "draw_logic_model"
    agency_id: AgencyId
    logic: LogicModel


class LogicModelDrawn(Event):
    """The logic model was written."""

    kind: Literal["logic_model_drawn"] = "logic_model_drawn"
    agency_id: AgencyId
    logic: LogicModel


class RunImprovement(Command):
    """Begin a PDSA cycle, or write on in one (`number`): plan, do, study, act, in this order."""

    kind: Literal["run_improvement"] = "run_improvement"
    agency_id: AgencyId
    number: Annotated[int, Field(ge=1)] | None = None
    aim: Line
    plan: Text
    did: Text | None = None
    studied: Text | None = None
    acted: Text | None = None


class ImprovementRun(Event):
    """A PDSA cycle was begun or went on."""

    kind: Literal["improvement_run"] = "improvement_run"
    agency_id: AgencyId
    cycle: ImprovementCycle


class AssessProgram(Command):
    """Say where program and coaching culture stand."""

    kind: Literal["assess_program"] = "assess_program"
    agency_id: AgencyId
    implementation: ImplementationStage
    culture: CultureStage
    note: Text | None = None


class ProgramAssessed(Event):
    """Somebody said where program and coaching culture stand."""

    kind: Literal["program_assessed"] = "program_assessed"
    agency_id: AgencyId
    implementation: ImplementationStage
    culture: CultureStage
    note: Text | None


class GroupCohort(Command):
    """Say which adoption group a cohort's learners are; None takes it out of every group."""

    kind: Literal["group_cohort"] = "group_cohort"
    agency_id: AgencyId
    cohort: Line
    adoption: AdoptionGroup | None = None


class CohortGrouped(Event):
    """A cohort was put into an adoption group, or out of every one."""

    kind: Literal["cohort_grouped"] = "cohort_grouped"
    agency_id: AgencyId
    cohort: Line
    adoption: AdoptionGroup | None


ProgramCommand = PlanProgram | DrawLogicModel | RunImprovement | AssessProgram | GroupCohort
ProgramEvent = ProgramPlanned | LogicModelDrawn | ImprovementRun | ProgramAssessed | CohortGrouped


def plan(
    settings: AgencySettings, kept: ProgramPlan, c: ProgramCommand
) -> tuple[ProgramEvent, ...]:
    """The event to record; none where nothing changes.

    Raises `Refusal`: `not_of_program`, `unknown_cycle`, `too_many_cycles`, `cycle_step_skipped`.
    """
    role = _role(settings, c)
    match c:
        case PlanProgram():
            same = kept.steps.get(c.step) == c.planned
            return () if same else (ProgramPlanned.of(c, role),)
        case DrawLogicModel():
            return () if kept.logic == c.logic else (LogicModelDrawn.of(c, role),)
        case RunImprovement():
            return _improve(kept, c, role)
        case AssessProgram():
            return (ProgramAssessed.of(c, role),)
        case GroupCohort():
            same = kept.adoption.get(c.cohort) == c.adoption
            return () if same else (CohortGrouped.of(c, role),)
        case _:
            assert_never(c)


def planned(kept: ProgramPlan, e: ProgramEvent) -> ProgramPlan:
    """The plan after an event."""
    match e:
        case ProgramPlanned():
            return kept.model_copy(update={"steps": {**kept.steps, e.step.value: e.planned}})
        case LogicModelDrawn():
            return kept.model_copy(update={"logic": e.logic})
        case ImprovementRun():
            others = tuple(one for one in kept.cycles if one.number != e.cycle.number)
            cycles = sorted((*others, e.cycle), key=lambda one: one.number)
            return kept.model_copy(update={"cycles": tuple(cycles)})
        case ProgramAssessed():
            new = Assessment(
                at=e.at, implementation=e.implementation, culture=e.culture, note=e.note
            )
            return kept.model_copy(update={"assessments": (*kept.assessments, new)})
        case CohortGrouped():
            groups = {cohort: one for cohort, one in kept.adoption.items() if cohort != e.cohort}
            if e.adoption is not None:
                groups[e.cohort] = e.adoption.value
            return kept.model_copy(update={"adoption": groups})
        case _:
            assert_never(e)


def _role(settings: AgencySettings, c: ProgramCommand) -> Role:
    if c.by in settings.coordinators:
        return Role.COORDINATOR
    if c.by in settings.leaders:
        return Role.LEADERSHIP
    raise Refusal("not_of_program")


def _improve(kept: ProgramPlan, c: RunImprovement, role: Role) -> tuple[ImprovementRun, ...]:
    numbers = {one.number: one for one in kept.cycles}
    if c.number is not None and c.number not in numbers:
        raise Refusal("unknown_cycle", number=c.number)
    if c.number is None and len(numbers) >= MOST_CYCLES:
        raise Refusal("too_many_cycles", most=MOST_CYCLES)
    if (c.studied and not c.did) or (c.acted and not c.studied):
        raise Refusal("cycle_step_skipped")
    cycle = ImprovementCycle(
        number=c.number or max(numbers, default=0) + 1,
        aim=c.aim,
        plan=c.plan,
        did=c.did,
        studied=c.studied,
        acted=c.acted,
    )
    return () if numbers.get(cycle.number) == cycle else (ImprovementRun.of(c, role, cycle=cycle),)
