"""Goals with a picture of how ratings moved, and the same as a table or a file."""

from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from console.depends import EngineOf, SignedIn
from console.pages.beside import charts_of
from console.rendering import moments
from console.rendering.chart import Chart, chart
from console.rendering.render import page
from services.reading.access import reading_for
from services.reading.attainment_view import Attained, as_csv, attainment_view
from services.reading.goals_view import goals_view

router = APIRouter()
LOW, HIGH = 20, 80
"""What a summary score is drawn between: 50 is as expected, ten one spread."""


@router.get("/engagements/{engagement_id}/goals", name="goals")
async def goals(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn, done: str = ""
) -> HTMLResponse:
    """As the person who looks may see them; ratings only where they are released to them."""
    read = await reading_for(engine, visitor.person, engagement_id, "goals")
    found = goals_view(read)
    shown = [(goal, charts_of(goal, read)) for goal in found]
    return page(
        request,
        "goals.html",
        engagement_id=read.state.engagement_id,
        goals=shown,
        attained=[(one, _chart(one, visitor.person.zone)) for one in attainment_view(found)],
        rated=any(goal.ratings for goal in found),
        can_do=read.can_do,
        done=done,
    )


@router.get("/engagements/{engagement_id}/goals.csv", name="goals_csv")
async def goals_csv(engagement_id: str, engine: EngineOf, visitor: SignedIn) -> Response:
    """Every rating that the person may see, for a spreadsheet."""
    read = await reading_for(engine, visitor.person, engagement_id, "goals as a file")
    # Spreadsheets take a file for another encoding where nothing says that it is UTF-8.
    content = "\ufeff" + as_csv(goals_view(read), visitor.person.zone)
    headers = {"Content-Disposition": 'attachment; filename="goals.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _chart(one: Attained, zone: ZoneInfo) -> Chart:
    points = [(moments.short(at, zone), max(LOW, min(HIGH, t))) for at, t in one.points]
    return chart(points, LOW, HIGH)
