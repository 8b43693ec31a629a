"""Scaling questions: each with its picture over time, and what helps to ask on."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering import moments
from console.rendering.chart import Chart, chart
from console.rendering.render import page
from domain.guidance.aids import aids
from services.reading.access import reading_for
from services.reading.read import Reading
from services.reading.scaling_view import ScalingAnswered, scaling_view

router = APIRouter()
LOW, HIGH = 0, 10


@router.get("/engagements/{engagement_id}/scaling", name="scaling")
async def scaling(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """For learner and coach; others are shown that there is nothing for them."""
    read = await reading_for(engine, visitor.person, engagement_id, "scaling questions")
    return page(
        request,
        "scaling.html",
        engagement_id=read.state.engagement_id,
        questions=[
            (one, [(who, answers, _chart(answers, read)) for who, answers in one.by])
            for one in scaling_view(read)
        ],
        at_zero=aids()["scaling_zero"],
        steps=aids()["scaling_steps"],
        can_do=read.can_do,
        done=request.query_params.get("done"),
    )


def _chart(answers: tuple[ScalingAnswered, ...], read: Reading) -> Chart:
    zone = read.reader.zone
    return chart([(moments.short(one.at, zone), one.number) for one in answers], LOW, HIGH)
