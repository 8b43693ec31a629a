"""One person's coaching launched by a form; who is not known yet is registered with it."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from console.rendering.said import said_of
from domain.agency.agency import Agency
from domain.base.messages import Via
from domain.base.refusals import Refusal
from domain.base.roles import Origin, Participation, Relation
from services.acts import act_words
from services.ids import fresh_id
from services.launching.launch_form import launch_by_form, models_offered
from services.reading.access import coordinated
from services.troubles import Trouble, WrongFields

router = APIRouter()
PEOPLE = ("learner", "coach", "supervisor")
# Its form is not asked: one learner is no group. Nor are peers offered, who are two.
_CHOICES = {
    "origin": tuple(Origin),
    "participation": tuple(Participation),
    "relation": tuple(one for one in Relation if one is not Relation.PEER),
}


@router.get("/launch", name="launch")
async def ask(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """The form, for the agency's coordinators."""
    agency = await coordinated(engine, visitor.person)
    return _shown(request, agency, {"command_id": fresh_id(), **dict(request.query_params)})


@router.post("/launch")
async def send(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Launch it, and lead to the new engagement."""
    agency = await coordinated(engine, visitor.person)
    form = {name: str(value).strip() for name, value in (await request.form()).items()}
    try:
        made = await launch_by_form(engine, visitor.person, form, via=Via.SELF)
    except WrongFields as wrong:
        return _shown(request, agency, form, errors=wrong.fields)
    except (Refusal, Trouble) as error:
        return _shown(request, agency, form, trouble=said_of(error))
    return RedirectResponse(
        f"/engagements/{made.engagement_id}?done=launch_engagement", status_code=303
    )


def _shown(
    request: Request,
    agency: Agency,
    values: Mapping[str, str],
    *,
    errors: Mapping[str, str] | None = None,
    trouble: str = "",
) -> HTMLResponse:
    choices = {
        name: [(one.value, act_words.choice_label(name, one.value) or one.value) for one in kind]
        for name, kind in _CHOICES.items()
    }
    return page(
        request,
        "launch.html",
        status=422 if errors or trouble else 200,
        values=values,
        errors=errors or {},
        trouble=trouble,
        choices=choices,
        people=PEOPLE,
        models=models_offered(agency),
    )
