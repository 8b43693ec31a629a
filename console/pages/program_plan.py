"""The program's plan: seven steps, logic model, PDSA cycles, where it stands, who joins when."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.forms.filled import filled
from console.forms.posted import Posted, fields_from, posted_of
from console.forms.shown import ShownForm
from console.rendering.render import page
from console.rendering.said import said_of
from domain.base.refusals import Refusal
from domain.guidance.implementation_plan import plan_steps
from services.acts.kinds import agency_acts
from services.acts.questions import questions_of
from services.coordinating.program_plan import before, program_plan, write
from services.ids import fresh_id
from services.troubles import NotFound, Trouble, WrongFields

router = APIRouter()


@router.get("/program/plan", name="program_plan")
async def shown(
    request: Request, engine: EngineOf, visitor: SignedIn, done: str = ""
) -> HTMLResponse:
    """The whole plan as it stands."""
    at = await program_plan(engine, visitor.person)
    return page(request, "program_plan.html", at=at, guides=plan_steps(), done=done)


@router.get("/program/plan/{kind}", name="program_act")
async def ask(
    request: Request, kind: str, engine: EngineOf, visitor: SignedIn, which: str = ""
) -> HTMLResponse:
    """The form of one act on it, filled in with what stands."""
    at = await program_plan(engine, visitor.person)
    return _form(request, kind, filled(before(at.plan, kind, which)))


@router.post("/program/plan/{kind}")
async def send(request: Request, kind: str, engine: EngineOf, visitor: SignedIn) -> Response:
    """Record it, or show the form again with what was typed."""
    posted = posted_of(await request.form())
    command_id = (posted.get("command_id") or [fresh_id()])[-1]
    await program_plan(engine, visitor.person)
    fields = fields_from(questions_of(_act(kind)), posted)
    try:
        await write(engine, visitor.person, kind, fields, command_id)
    except WrongFields as wrong:
        return _form(request, kind, posted, errors=wrong.fields)
    except (Refusal, Trouble) as error:
        return _form(request, kind, posted, trouble=said_of(error))
    return RedirectResponse(f"/program/plan?done={kind}", status_code=303)


def _act(kind: str) -> type:
    act = agency_acts().get(kind)
    if act is None or kind in ("set_up_agency", "sign_agency_agreement"):
        raise NotFound.of("no_such_act")
    return act


def _form(
    request: Request,
    kind: str,
    values: Posted,
    *,
    errors: Mapping[str, str] | None = None,
    trouble: str = "",
) -> HTMLResponse:
    wrong = errors or {}
    step = (values.get("step") or [""])[-1]
    guides = {str(key): one for key, one in plan_steps().items()}
    return page(
        request,
        "program_act.html",
        status=422 if wrong or trouble else 200,
        form=ShownForm(kind, questions_of(_act(kind)), values, wrong),
        guide=guides.get(step) if kind == "plan_program" else None,
        trouble=trouble,
        command_id=fresh_id(),
    )
