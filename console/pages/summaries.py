"""Closing summaries: what closed or ended, what waits to be acknowledged or answered."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.own.summaries import summaries as of_supervisor

router = APIRouter()


@router.get("/summaries", name="summaries")
async def summaries(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """Of the engagements the reader supervises."""
    lines = await of_supervisor(engine, visitor.person, engine.clock.now())
    return page(request, "summaries.html", lines=lines)
