"""What became of the agency's mails: those that came back first, for the coordinator to mend."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.operating.listing import mails as listed
from services.reading.access import coordinated

router = APIRouter()
MOST = 200


@router.get("/mails", name="mails")
async def mails(
    request: Request, engine: EngineOf, visitor: SignedIn, status: str = ""
) -> HTMLResponse:
    """Newest first; never what they say."""
    agency = await coordinated(engine, visitor.person)
    wanted = status if status in ("sent", "refused", "frozen") else None
    lines = await listed(engine.store, agency.agency_id, wanted, MOST)
    return page(request, "mails.html", lines=lines)
