"""Closing: what is left to do, and the handoff as it will look before it is made."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from console.rendering.said import said_of
from services.reading.access import reading_for
from services.reading.closing_view import closing_view
from services.reading.engagement_view import engagement_view

router = APIRouter()


@router.get("/engagements/{engagement_id}/closing", name="closing")
async def closing(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """For the coach."""
    read = await reading_for(engine, visitor.person, engagement_id, "closing")
    view = closing_view(read, engine.clock.now())
    hindered = view.hindrance and said_of(view.hindrance)
    return page(
        request,
        "closing.html",
        view=engagement_view(read),
        papers=view.as_it_will_look,
        hindered=hindered,
        can_do=read.can_do,
        done=request.query_params.get("done"),
    )
