"""The conversation as one guided page: reflection, talk, the ladder's rungs, next steps."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from domain.guidance.aids import aids_beside
from services.acting import drafts
from services.ids import fresh_id
from services.reading.access import reading_for
from services.reading.conversation_view import Talk, conversation_view
from services.reading.visible import roles_in

router = APIRouter()
TYPED_HERE = ("hold_conversation", "give_feedback")
"""Acts whose text is written on this page; in a group a draft is of one learner's talk."""

AIDED = ("prepare_conversation", *TYPED_HERE)


@router.get("/engagements/{engagement_id}/conversation", name="conversation")
async def conversation(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """For the coach, during the conversation or after it."""
    read = await reading_for(engine, visitor.person, engagement_id, "conversation")
    view = conversation_view(read)
    many = len(view.talks) > 1
    roles = roles_in(read.state, visitor.person.person_id)
    begun = {
        (kind, talk.learner): await drafts.kept(
            engine, visitor.person, read.state.engagement_id, kind, talk.learner if many else ""
        )
        for kind in TYPED_HERE
        for talk in view.talks
    }

    def typed(kind: str, talk: Talk, field: str) -> str:
        draft = begun[kind, talk.learner]
        return draft.fields.get(field, [""])[-1] if draft else ""

    return page(
        request,
        "conversation.html",
        engagement_id=read.state.engagement_id,
        view=view,
        many=many,
        can_do=read.can_do,
        fresh_id=fresh_id,
        typed=typed,
        begun=lambda kind, talk: begun[kind, talk.learner],
        aids=tuple(dict.fromkeys(aid for kind in AIDED for aid in aids_beside(kind, roles))),
        done=request.query_params.get("done"),
        about=request.query_params.get("about"),
        draft_said=request.query_params.get("draft"),
    )
