"""What the supervisor sees, shown to the learner before the supervisor sees it."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.reading.access import reading_for
from services.reading.seen_by_supervisor import seen_by_supervisor

router = APIRouter()


@router.get("/engagements/{engagement_id}/seen-by-supervisor", name="seen_by_supervisor")
async def seen(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """For learner and coach."""
    read = await reading_for(engine, visitor.person, engagement_id, "seen by supervisor")
    view = await seen_by_supervisor(engine, read)
    return page(
        request, "seen_by_supervisor.html", engagement_id=read.state.engagement_id, view=view
    )
