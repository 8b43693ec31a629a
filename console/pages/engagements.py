"""The person's own engagements, page by page."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.own.own_engagements import own_page

router = APIRouter()


@router.get("/engagements", name="engagements")
async def engagements(
    request: Request, engine: EngineOf, visitor: SignedIn, cursor: str = ""
) -> HTMLResponse:
    """Those under way first."""
    found = await own_page(engine, visitor.person, cursor=cursor or None)
    return page(request, "engagements.html", found=found)
