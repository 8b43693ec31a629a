"""Goals with a picture of how ratings moved, and the same as a table."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.pages.beside import chart_of
from console.rendering.render import page
from services.reading.access import reading_for
from services.reading.goals_view import goals_view

router = APIRouter()


@router.get("/engagements/{engagement_id}/goals", name="goals")
async def goals(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn, done: str = ""
) -> HTMLResponse:
    """As the person who looks may see them; ratings only where they are released to them."""
    read = await reading_for(engine, visitor.person, engagement_id, "goals")
    shown = [(goal, chart_of(goal, read)) for goal in goals_view(read)]
    return page(
        request,
        "goals.html",
        engagement_id=read.state.engagement_id,
        goals=shown,
        can_do=read.can_do,
        done=done,
    )
