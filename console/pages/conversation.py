"""The conversation as one guided page: reflection, talk, the ladder's rungs, next steps."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.access import reading_for
from services.conversation_view import conversation_view
from services.ids import fresh_id

router = APIRouter()


@router.get("/engagements/{engagement_id}/conversation", name="conversation")
async def conversation(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """For the coach, during the conversation or after it."""
    read = await reading_for(engine, visitor.person, engagement_id, "conversation")
    return page(
        request,
        "conversation.html",
        engagement_id=read.state.engagement_id,
        view=conversation_view(read),
        many=len(read.state.active_learners) > 1,
        can_do=read.can_do,
        fresh_id=fresh_id,
        done=request.query_params.get("done"),
    )
