"""Observations of practice beside each other: each skill over the rounds of coaching."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from console.depends import EngineOf, SignedIn
from console.rendering.pdf import pdf
from console.rendering.render import page
from services.printing.observations import blank_form, observation_as_pdf
from services.reading.access import reading_for
from services.reading.practice_view import practice_view

router = APIRouter()


@router.get("/engagements/{engagement_id}/practice/blank/{rubric}.pdf", name="blank_form")
async def blank(engagement_id: str, rubric: str, engine: EngineOf, visitor: SignedIn) -> Response:
    """An empty observation form, to be filled in by hand."""
    read = await reading_for(engine, visitor.person, engagement_id, "empty form")
    at, zone = engine.clock.now(), read.reader.zone
    return await pdf(blank_form, read.agency, rubric, at, zone, name="observation-form")


@router.get("/engagements/{engagement_id}/practice/{entry}.pdf", name="observation_pdf")
async def filled(engagement_id: str, entry: str, engine: EngineOf, visitor: SignedIn) -> Response:
    """One observation as it was written down, to print."""
    read = await reading_for(engine, visitor.person, engagement_id, "observation.pdf")
    return await pdf(observation_as_pdf, read, entry, engine.clock.now(), name="observation")


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
