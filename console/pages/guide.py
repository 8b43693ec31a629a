"""The guide to troubles: what the record speaks for first, all else to be looked up."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.reading.access import reading_for
from services.reading.guide import guide

router = APIRouter()


@router.get("/engagements/{engagement_id}/guide", name="guide")
async def troubles(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """For coach and coordinator; others are shown that there is nothing for them."""
    read = await reading_for(engine, visitor.person, engagement_id, "the guide")
    return page(
        request,
        "guide.html",
        engagement_id=read.state.engagement_id,
        advice=guide(read, engine.clock.now()),
        can_do=read.can_do,
    )
