"""A learner asks for coaching in one skill, out of performance or development coaching."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from console.rendering.said import said_of
from domain.base.refusals import Refusal
from services.ids import fresh_id
from services.launching.skill_coaching import Skill, ask_for_skill, may_ask
from services.reading.access import reading_for
from services.troubles import NotFound, Trouble, WrongFields

router = APIRouter()
_AT = "/engagements/{engagement_id}/skill"


@router.get(_AT, name="skill")
async def ask(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """The form, for the learner."""
    read = await reading_for(engine, visitor.person, engagement_id, "skill coaching")
    if not may_ask(read.state, visitor.person):
        raise NotFound.of("no_skill_coaching")
    return _shown(request, read.state.engagement_id, {"command_id": fresh_id()})


@router.post(_AT)
async def send(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> Response:
    """Open it, and lead to it."""
    form = {name: str(value).strip() for name, value in (await request.form()).items()}
    asked = Skill(*(form.get(name, "")[:8000] for name in ("skill", "purpose", "end")))
    command_id = form.get("command_id") or fresh_id()
    try:
        made = await ask_for_skill(engine, visitor.person, engagement_id, asked, command_id)
    except NotFound:
        raise
    except WrongFields as wrong:
        return _shown(request, engagement_id, form, errors=wrong.fields)
    except (Refusal, Trouble) as error:
        return _shown(request, engagement_id, form, trouble=said_of(error))
    return RedirectResponse(
        f"/engagements/{made.engagement_id}?done=launch_engagement", status_code=303
    )


def _shown(
    request: Request,
    engagement_id: str,
    values: Mapping[str, str],
    *,
    errors: Mapping[str, str] | None = None,
    trouble: str = "",
) -> HTMLResponse:
    return page(
        request,
        "skill.html",
        status=422 if errors or trouble else 200,
        engagement_id=engagement_id,
        values=values,
        errors=errors or {},
        trouble=trouble,
    )
