"""Program figures: how many people stand where, never of fewer than the agency allows."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.coordinating.instrument_figures import instrument_figures
from services.coordinating.program import program as of_agency

router = APIRouter()


@router.get("/program", name="program")
async def program(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """For leadership and coordinators."""
    return page(
        request,
        "program.html",
        program=await of_agency(engine, visitor.person),
        answered=await instrument_figures(engine, visitor.person),
    )
