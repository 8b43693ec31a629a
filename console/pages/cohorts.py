"""A cohort from a file or pasted rows: looked over, put right in the page, launched, watched."""

import re
from collections import defaultdict

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from console.rendering.said import said_of
from console.visitor import Visitor
from domain.base.messages import Via
from domain.cohort import CohortFile, Problem
from domain.cohort.columns import CHOICES, OPTIONAL, REQUIRED
from domain.cohort.model_names import ModelNames
from domain.words import say_refusal
from services.connections import Engine
from services.launching.correcting import MOST_KEPT, as_text, corrected
from services.launching.uploading import cohort_of, cohorts_of, launch_uploaded, looked_over
from services.reading.access import coordinated
from services.troubles import Trouble

router = APIRouter()
MOST_SHOWN = 50
"""Bad rows shown at once; the rest comes once these are put right."""
_FIX = re.compile(r"fix\.(\d+)\.([a-z_]+)")


@router.get("/cohorts", name="cohorts")
async def cohorts(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """The agency's cohorts, newest first, with how far each is."""
    await coordinated(engine, visitor.person)
    return page(request, "cohorts.html", lines=await cohorts_of(engine, visitor.person))


@router.get("/cohorts/new", name="new_cohort")
async def new(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """Where a file is chosen, or rows are pasted."""
    await coordinated(engine, visitor.person)
    return _asked(request, "", "")


@router.post("/cohorts/new")
async def look_over(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Show every bad cell with its remedy, or launch what is fine once that was asked for."""
    agency = await coordinated(engine, visitor.person)
    async with request.form(max_part_size=12_000_000) as form:
        name, text = str(form.get("name") or "").strip(), str(form.get("rows") or "")
        file = form.get("file")
        data = await file.read() if isinstance(file, UploadFile) and file.filename else b""
        if isinstance(file, UploadFile) and file.filename and not name:
            name = file.filename.rpartition(".")[0][:120]
        fixes = {
            (int(found[1]), found[2]): str(value)
            for key, value in form.multi_items()
            if (found := _FIX.fullmatch(key))
        }
        wants_launch = form.get("do") == "launch"
    try:
        if data:
            text = as_text(data)
        text = corrected(text, fixes) if fixes else text
        if not text.strip():
            return _asked(request, name, text, empty=True)
        looked = await looked_over(engine, visitor.person, text.encode())
        if wants_launch and not looked.problems:
            return await _launch(engine, visitor, name, text)
    except Trouble as trouble:
        return _asked(request, name, text, trouble=said_of(trouble))
    return _looked_over(request, name, text, looked, ModelNames(agency.models_in_use))


@router.get("/cohorts/{cohort_id}", name="cohort")
async def cohort(
    request: Request, cohort_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """How far a launch is; the page looks again by itself while it goes on."""
    await coordinated(engine, visitor.person)
    line = await cohort_of(engine, visitor.person, cohort_id)
    refused = await engine.store.cohorts.refused(cohort_id)
    return page(
        request,
        "cohort.html",
        line=line,
        waiting=line.total - line.launched - line.refused,
        refused=[(one.engagement_id, say_refusal(one.code)) for one in refused],
    )


async def _launch(engine: Engine, visitor: Visitor, name: str, text: str) -> Response:
    done = await launch_uploaded(
        engine, visitor.person, text.encode(), name, anew=False, via=Via.SELF
    )
    return RedirectResponse(f"/cohorts/{done.cohort_id}", status_code=303)


def _asked(
    request: Request, name: str, text: str, *, trouble: str = "", empty: bool = False
) -> HTMLResponse:
    status = 422 if trouble or empty else 200
    return page(
        request,
        "cohort_new.html",
        status=status,
        name=name,
        text=text,
        trouble=trouble,
        empty=empty,
        looked=None,
        bad=[],
        more=0,
        choices=CHOICES,
        needed=REQUIRED,
        optional=OPTIONAL,
        too_large=False,
    )


def _looked_over(
    request: Request, name: str, text: str, looked: CohortFile, models: ModelNames
) -> HTMLResponse:
    choices = {column: [(one, one) for one in of_it] for column, of_it in CHOICES.items()}
    rows: dict[int, list[Problem]] = defaultdict(list)
    for problem in looked.problems:
        rows[problem.row].append(problem)
    return page(
        request,
        "cohort_new.html",
        status=422 if looked.problems else 200,
        name=name,
        text=text,
        trouble="",
        empty=False,
        looked=looked,
        bad=sorted(rows.items())[:MOST_SHOWN],
        more=max(len(rows) - MOST_SHOWN, 0),
        choices={**choices, "model": models.offered},
        too_large=len(text) > MOST_KEPT,
    )
