"""A paper to read: the agreement, the plan, the goals, the handoff, a debrief."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from console.depends import EngineOf, SignedIn
from console.rendering.pdf import pdf
from console.rendering.render import page
from services.printing.papers import paper_as_pdf
from services.reading.access import reading_for
from services.reading.read import paper_named, papers

router = APIRouter()


@router.get("/engagements/{engagement_id}/papers/{name}.pdf", name="paper_pdf")
async def paper_pdf(engagement_id: str, name: str, engine: EngineOf, visitor: SignedIn) -> Response:
    """The newest paper of this name that the reader may see, to print."""
    wanted = paper_named(name)
    read = await reading_for(engine, visitor.person, engagement_id, f"{wanted} as a PDF")
    return await pdf(paper_as_pdf, read, wanted, engine.clock.now(), name=wanted)


@router.get("/engagements/{engagement_id}/papers/{name}", name="paper")
async def paper(
    request: Request, engagement_id: str, name: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """The paper as the reader may see it, with the act that approves it where it waits for them."""
    read = await reading_for(engine, visitor.person, engagement_id, "paper")
    wanted = paper_named(name)
    return page(
        request,
        "paper.html",
        engagement_id=read.state.engagement_id,
        name=wanted,
        papers=papers(read, wanted),
        can_do=read.can_do,
    )
