"""The program: its plan, and the report over finished coaching."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import JsonValue

from console.api.callers import AgencyReader, PersonActs, PersonReads
from console.api.keys import Key
from console.depends import EngineOf
from domain.agency.program_plan import ProgramPlan
from domain.base.model import Frozen, Instant
from domain.program.report import Group, Measure, Report
from services.coordinating.program import program
from services.coordinating.program_plan import program_plan, write
from services.coordinating.report import Reports, make_report, reports
from services.coordinating.report_view import label, name

router = APIRouter(prefix="/program", tags=["program"])

Fields = Annotated[
    dict[str, JsonValue], Body(description="The act's fields, as its form asks for them.")
]


class FigureOf(Frozen):
    """A figure and what it is of; value and people are null where they are too few to tell of."""

    key: str
    says: str
    kind: str
    people: int | None
    value: float | None


class PlaceShape(Frozen):
    """How many people stand there; null where they are too few to tell of.

    `stage` and `model` are by name, and empty for a place that is no stage.
    """

    key: str
    model: str
    stage: str
    people: int | None


class ProgramShape(Frozen):
    """Where people stand as of a time; nothing is said of fewer than `least`."""

    agency: str
    as_of: Instant
    least: int
    people: int | None
    places: tuple[PlaceShape, ...]
    enrollment: tuple[PlaceShape, ...]


class GroupShape(Frozen):
    """The figures of one unit or adoption group."""

    name: str
    figures: tuple[FigureOf, ...]


class ReportShape(Frozen):
    """A report as it was made, over `learners` who finished and consent."""

    at: str
    least: int
    learners: int
    figures: tuple[FigureOf, ...]
    stages: tuple[FigureOf, ...]
    units: tuple[GroupShape, ...]
    adoption: tuple[GroupShape, ...]


class PlanDone(Frozen):
    """An act on the plan was recorded."""

    entry: str


@router.get("/figures")
async def read_figures(engine: EngineOf, caller: AgencyReader) -> ProgramShape:
    """Where people stand, each counted once, for the agency's coordinators and leaders."""
    found = await program(engine, caller.person)
    return ProgramShape(
        agency=found.agency,
        as_of=found.as_of,
        least=found.least,
        people=found.people,
        places=tuple(PlaceShape(**vars(one)) for one in found.places),
        enrollment=tuple(PlaceShape(**vars(one)) for one in found.enrollment),
    )


@router.get("/reports")
async def read_reports(engine: EngineOf, caller: AgencyReader) -> list[ReportShape]:
    """The agency's reports, newest first, for its coordinators and leaders."""
    made = await reports(engine, caller.person)
    return [_shape(made, one) for one in made.reports]


@router.post("/reports", status_code=201)
async def make(engine: EngineOf, caller: PersonActs) -> ReportShape:
    """Make a new one; refused until it tells of enough people more."""
    await make_report(engine, caller.person)
    made = await reports(engine, caller.person)
    return _shape(made, made.reports[0])


@router.get("/plan")
async def read_plan(engine: EngineOf, caller: PersonReads) -> ProgramPlan:
    """The plan as it stands, for coordinators and leaders."""
    return (await program_plan(engine, caller.person)).plan


@router.post("/plan/{kind}", status_code=201)
async def act(
    engine: EngineOf, caller: PersonActs, kind: str, fields: Fields, key: Key
) -> PlanDone:
    """Write on the plan: `plan_program`, `draw_logic_model`, `run_improvement`,
    `assess_program`, `group_cohort`."""
    await write(engine, caller.person, kind, dict(fields), key)
    return PlanDone(entry=key)


def _shape(made: Reports, one: Report) -> ReportShape:
    return ReportShape(
        at=one.at.isoformat(),
        least=one.least,
        learners=one.learners,
        figures=_figures(made, one.measures),
        stages=_figures(made, one.stages),
        units=_groups(made, one.units),
        adoption=_groups(made, one.adoption),
    )


def _groups(made: Reports, groups: tuple[Group, ...]) -> tuple[GroupShape, ...]:
    return tuple(
        GroupShape(name=name(made, one), figures=_figures(made, one.measures)) for one in groups
    )


def _figures(made: Reports, measures: tuple[Measure, ...]) -> tuple[FigureOf, ...]:
    return tuple(
        FigureOf(
            key=one.key, says=label(made, one), kind=one.kind, people=one.people, value=one.value
        )
        for one in measures
    )
