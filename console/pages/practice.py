"""Observations of practice beside each other: each skill over the rounds of coaching."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.reading.access import reading_for
from services.reading.practice_view import practice_view

router = APIRouter()


@router.get("/engagements/{engagement_id}/practice", name="practice")
async def practice(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """For learner and coach; others are shown that there is nothing for them."""
    read = await reading_for(engine, visitor.person, engagement_id, "practice")
    return page(
        request,
        "practice.html",
        engagement_id=read.state.engagement_id,
        practices=practice_view(read),
        can_do=read.can_do,
    )
