"""A concern and its answer: for whoever handles it, who may have no other part in the coaching."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from activities.ports import StoreUnavailable
from console.depends import EngineOf, SignedIn
from console.forms.posted import posted_of
from console.rendering.render import page
from console.rendering.said import said_of
from console.rendering.words import say
from domain.base.refusals import Refusal
from services.acting.concerns import Handled, answer_concern, handled_by
from services.ids import fresh_id
from services.troubles import NotFound, Trouble, WrongFields
from workflows.errors import OutcomeUnknown

router = APIRouter()


@router.get("/concerns/{engagement_id}", name="concern")
async def concerns(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """What waits for an answer."""
    return _shown(request, await handled_by(engine, visitor.person, engagement_id), {})


@router.post("/concerns/{engagement_id}")
async def answer(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> Response:
    """Record an answer, and go back to what needs one now."""
    posted = {name: values[-1] for name, values in posted_of(await request.form()).items()}
    command_id = posted.get("command_id") or fresh_id()
    fields: dict[str, object] = {name: posted.get(name, "") for name in ("concern", "answer")}
    try:
        await answer_concern(engine, visitor.person, engagement_id, fields, command_id)
    except NotFound:
        raise
    except (Refusal, Trouble, OutcomeUnknown, StoreUnavailable) as error:
        # Only now: once it is answered there is nothing here to read, and a repeat is no reading.
        handled = await handled_by(engine, visitor.person, engagement_id)
        if isinstance(error, WrongFields):
            return _shown(request, handled, posted, errors=error.fields)
        if isinstance(error, Refusal | Trouble):
            return _shown(request, handled, posted, trouble=said_of(error))
        return _shown(request, handled, posted, trouble=say("trouble.unknown"), status=503)
    return RedirectResponse("/?done=answer_concern", status_code=303)


def _shown(
    request: Request,
    handled: Handled,
    typed: Mapping[str, str],
    *,
    errors: Mapping[str, str] | None = None,
    trouble: str | None = None,
    status: int | None = None,
) -> HTMLResponse:
    return page(
        request,
        "concern.html",
        status=status or (422 if errors or trouble else 200),
        handled=handled,
        typed=typed,
        errors=errors or {},
        trouble=trouble,
        fresh_id=fresh_id,
    )
