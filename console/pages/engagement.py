"""One engagement: the stages, what is missing and who supplies it, what the reader can do."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.launching.skill_coaching import may_ask, opened_from
from services.reading.access import reading_for
from services.reading.engagement_view import engagement_view
from services.reading.guide import offered
from services.reading.history import history
from services.reading.readings_shown import readings_of

router = APIRouter()
_CONVERSING = frozenset({"prepare_conversation", "hold_conversation", "give_feedback"})
_CLOSING = frozenset({"meet_to_close", "produce_handoff"})


@router.get("/engagements/{engagement_id}", name="engagement")
async def engagement(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn, done: str = ""
) -> HTMLResponse:
    """As the person who looks at it may see it."""
    read = await reading_for(engine, visitor.person, engagement_id, "engagement")
    return page(
        request,
        "engagement.html",
        view=engagement_view(read),
        advice=offered(read, engine.clock.now()),
        lines=history(read),
        done=done,
        readings=await readings_of(engine, read.state),
        may_ask_skill=may_ask(read.state, visitor.person),
        opened_from=opened_from(read),
        open_acts=read.can_do,
        may_go_on="advance_stage" in read.can_do,
        coaching_conversation=bool(_CONVERSING.intersection(read.can_do)),
        coaching_closing=bool(_CLOSING.intersection(read.can_do)),
    )
