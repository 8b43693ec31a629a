"""Cohorts: a file looked over, launched, and how far its launch is."""

from typing import Annotated

from fastapi import APIRouter, Form, UploadFile

from console.api.callers import FactsReader, Launcher
from console.api.problems import RowProblem
from console.depends import EngineOf
from domain.base.messages import Via
from domain.base.model import Frozen, Instant
from domain.cohort import DayRead, ModelRead
from domain.words import say_refusal
from services.launching.cohort_launching import Launched
from services.launching.uploading import cohort_of, cohorts_of, launch_uploaded, looked_over
from store.projections.rows import CohortLine

router = APIRouter(tags=["cohorts"])


class CohortPreview(Frozen):
    """What a file holds; it can be launched where `problems` is empty."""

    agency: str
    engagements: int
    problems: tuple[RowProblem, ...]
    remarks: tuple[RowProblem, ...]
    """What to look at again; nothing is refused for it."""
    days: tuple[DayRead, ...]
    """How days that are written otherwise than 2027-03-01 were understood."""
    models: tuple[ModelRead, ...]
    """Coaching models of the agency's own that rows are launched by."""
    encoding: str
    sheet: str


class CohortProgressShape(Frozen):
    """How far a cohort's launch is, in engagements."""

    cohort_id: str
    name: str
    opened_at: Instant
    launched: int
    refused: int
    waiting: int


class RefusedRowShape(Frozen):
    """A row that the rules refused."""

    row: int
    code: str
    says: str


class CohortShape(CohortProgressShape):
    """The same with the rows that were refused."""

    refusals: tuple[RefusedRowShape, ...]


class DifferingRow(Frozen):
    """A row that was launched before and says something else now; `act` would change it."""

    row: int
    engagement_id: str
    column: str
    act: str


class CohortLaunched(Frozen):
    """What launching a file came to so far; `already` were launched before."""

    cohort_id: str
    cohort: str
    launched: int
    already: int
    refused: int
    waiting: int
    total: int
    differing: tuple[DifferingRow, ...]
    renamed: tuple[str, ...]
    """Addresses whose names were brought up to date."""


@router.post("/cohorts/preview")
async def preview_cohort(engine: EngineOf, caller: Launcher, file: UploadFile) -> CohortPreview:
    """Look a file over (text, .xlsx or .ods): every bad cell with its remedy. Nothing happens."""
    read = await looked_over(engine, caller.person, await file.read())
    return CohortPreview(
        agency=read.agency,
        engagements=len(read.rows),
        problems=tuple(RowProblem.model_validate(one.model_dump()) for one in read.problems),
        remarks=tuple(RowProblem.model_validate(one.model_dump()) for one in read.remarks),
        days=read.days,
        models=read.models,
        encoding=read.encoding,
        sheet=read.sheet,
    )


@router.post("/cohorts", status_code=202)
async def launch_cohort(
    engine: EngineOf,
    caller: Launcher,
    file: UploadFile,
    name: Annotated[str, Form(max_length=200)],
    anew: Annotated[bool, Form()] = False,
) -> CohortLaunched:
    """Launch a file's engagements in the background; the same file again launches none twice.

    `anew` launches also who is coached on another skill already.
    """
    data = await file.read()
    via = Via.SYSTEM if caller.system else Via.SELF
    done = await launch_uploaded(engine, caller.person, data, name, anew=anew, via=via)
    return _launched(done)


@router.get("/cohorts")
async def list_cohorts(engine: EngineOf, caller: FactsReader) -> list[CohortProgressShape]:
    """The agency's cohorts, newest first, for its coordinators."""
    lines = await cohorts_of(engine, caller.person)
    return [CohortProgressShape.model_validate(_progress(line)) for line in lines]


@router.get("/cohorts/{cohort_id}")
async def read_cohort_progress(
    engine: EngineOf, caller: FactsReader, cohort_id: str
) -> CohortShape:
    """How far one cohort's launch is, and which rows were refused."""
    line = await cohort_of(engine, caller.person, cohort_id)
    refusals = [
        {"row": row.n, "code": row.code, "says": say_refusal(row.code)}
        for row in await engine.store.cohorts.refused(cohort_id)
    ]
    return CohortShape.model_validate({**_progress(line), "refusals": refusals})


def _progress(line: CohortLine) -> dict[str, object]:
    return {
        "cohort_id": line.cohort_id,
        "name": line.name,
        "opened_at": line.opened_at,
        "launched": line.launched,
        "refused": line.refused,
        "waiting": line.total - line.launched - line.refused,
    }


def _launched(done: Launched) -> CohortLaunched:
    return CohortLaunched(
        cohort_id=done.cohort_id,
        cohort=done.cohort,
        launched=done.launched,
        already=done.already,
        refused=done.refused,
        waiting=done.waiting,
        total=done.total,
        differing=tuple(
            DifferingRow(
                row=one.row, engagement_id=one.engagement_id, column=one.column, act=one.act
            )
            for one in done.differing
        ),
        renamed=done.renamed,
    )
