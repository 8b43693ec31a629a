"""The program report: figures over finished coaching, as page, PDF and spreadsheet."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.rendering.pdf import pdf
from console.rendering.render import page
from console.rendering.said import said_of
from domain.base.refusals import Refusal
from domain.program.report import Report
from services.coordinating.report import Reports, make_report, reports
from services.coordinating.report_view import as_csv, as_pdf, beside, shown
from services.troubles import NotFound

router = APIRouter()


@router.get("/program/report", name="report")
async def report(
    request: Request, engine: EngineOf, visitor: SignedIn, which: int = 0
) -> HTMLResponse:
    """The newest report, or an earlier one (`which`, counted back from the newest)."""
    made = await reports(engine, visitor.person)
    return _page(request, made, which)


@router.post("/program/report")
async def make(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Make a new one, once it tells of enough people more."""
    try:
        await make_report(engine, visitor.person)
    except Refusal as refusal:
        made = await reports(engine, visitor.person)
        return _page(request, made, 0, trouble=said_of(refusal))
    return RedirectResponse("/program/report", status_code=303)


@router.get("/program/report.pdf", name="report_pdf")
async def report_as_pdf(engine: EngineOf, visitor: SignedIn, which: int = 0) -> Response:
    """The same to print."""
    made = await reports(engine, visitor.person)
    return await pdf(as_pdf, made, _one(made, which), name="coaching-report")


@router.get("/program/report.csv", name="report_csv")
async def report_as_csv(engine: EngineOf, visitor: SignedIn, which: int = 0) -> Response:
    """The same for a spreadsheet."""
    made = await reports(engine, visitor.person)
    # Spreadsheets take a file for another encoding where nothing says that it is UTF-8.
    content = "\ufeff" + as_csv(made, _one(made, which))
    headers = {"Content-Disposition": 'attachment; filename="coaching-report.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _one(made: Reports, which: int) -> Report:
    if not 0 <= which < len(made.reports):
        raise NotFound.of("no_report")
    return made.reports[which]


def _page(request: Request, made: Reports, which: int, trouble: str = "") -> HTMLResponse:
    one = _one(made, which) if made.reports else None
    return page(
        request,
        "report.html",
        status=422 if trouble else 200,
        made=made,
        which=which,
        report=one,
        measures=shown(made, one.measures) if one else [],
        stages=shown(made, one.stages) if one else [],
        units=beside(made, one.units) if one else None,
        adoption=beside(made, one.adoption) if one else None,
        trouble=trouble,
    )
