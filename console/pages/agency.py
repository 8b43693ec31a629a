"""The agency: its agreement, which leadership signs; its settings, and what a change touches."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.forms.filled import filled
from console.forms.posted import Posted, fields_from, posted_of
from console.forms.regions import countries, zones
from console.forms.shown import ShownForm
from console.rendering.render import page
from console.rendering.said import said_of
from console.rendering.words import say
from domain.agency.agency import SetUpAgency, SignAgencyAgreement
from domain.agency.changes import Change
from domain.base.messages import Via
from domain.base.refusals import Refusal
from services.acting.agency_acts import act_on, preview
from services.acts.questions import Takes, questions_of
from services.coordinating.agency_page import AgencyPage, agency_page
from services.ids import fresh_id
from services.troubles import Trouble, WrongFields

router = APIRouter()


@router.get("/agency", name="agency")
async def agency(
    request: Request, engine: EngineOf, visitor: SignedIn, done: str = ""
) -> HTMLResponse:
    """Agreement and settings as they are."""
    return page(request, "agency.html", at=await agency_page(engine, visitor.person), done=done)


@router.get("/agency/settings", name="settings")
async def settings(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """The settings as a form, filled in as they are."""
    at = await agency_page(engine, visitor.person)
    return _settings(request, at, filled({"settings": at.settings}))


@router.post("/agency/settings")
async def change(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """What a change would touch; once that was seen, the change itself."""
    at = await agency_page(engine, visitor.person)
    posted = posted_of(await request.form())
    if posted.get("more"):
        return _settings(request, at, posted, more=posted["more"][-1])
    fields = fields_from(questions_of(SetUpAgency), posted).get("settings", {})
    # A list that was emptied is not there any more, and means none.
    fields = {"coordinators": [], "leaders": [], "subdivision": "", **fields}
    try:
        if posted.get("do") == ["change"]:
            command_id = (posted.get("command_id") or [fresh_id()])[-1]
            await act_on(
                engine, at.agency, SetUpAgency, fields, visitor.person, command_id, Via.SELF
            )
            return RedirectResponse("/agency?done=set_up_agency", status_code=303)
        found = await preview(engine, at.agency, fields, visitor.person)
    except (Refusal, Trouble) as error:
        return _settings(request, at, posted, **_told(error))
    return _settings(request, at, posted, changes=found)


@router.get("/agency/agreement", name="agency_agreement")
async def agreement(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """The agreement as a form for leadership, filled in as it was last signed."""
    at = await agency_page(engine, visitor.person)
    signed = at.agency.agreement
    return _agreement(request, at, filled({"topics": signed.topics}) if signed else {})


@router.post("/agency/agreement")
async def sign(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Sign it for the agency."""
    at = await agency_page(engine, visitor.person)
    posted = posted_of(await request.form())
    fields = fields_from(questions_of(SignAgencyAgreement), posted)
    command_id = (posted.get("command_id") or [fresh_id()])[-1]
    try:
        await act_on(
            engine, at.agency, SignAgencyAgreement, fields, visitor.person, command_id, Via.SELF
        )
    except (Refusal, Trouble) as error:
        return _agreement(request, at, posted, **_told(error))
    return RedirectResponse("/agency?done=sign_agency_agreement", status_code=303)


def _told(error: Refusal | Trouble) -> dict[str, Any]:
    match error:
        case WrongFields():
            return {"errors": error.fields}
        case Refusal(code="agreement_topics", facts={"missing": tuple(missing)}) if missing:
            return {"errors": {f"topics.{topic}": say("agency.topic_missing") for topic in missing}}
        case _:
            return {"trouble": said_of(error)}


def _settings(
    request: Request,
    at: AgencyPage,
    values: Posted,
    *,
    changes: tuple[Change, ...] | None = None,
    errors: Mapping[str, str] | None = None,
    trouble: str = "",
    more: str | None = None,
) -> HTMLResponse:
    # Errors name settings bare or below `settings`, as they were read.
    wrong = {
        name if name.startswith("settings") else f"settings.{name}": says
        for name, says in (errors or {}).items()
    }
    (group,) = questions_of(SetUpAgency)
    chosen = {
        "time_zone": tuple((zone, zone.replace("_", " ")) for zone in zones()),
        "country": countries(),
    }
    asked = tuple(
        replace(one, takes=Takes.CHOICE, choices=chosen[one.name]) if one.name in chosen else one
        for one in group.inner
    )
    return page(
        request,
        "settings.html",
        status=422 if wrong or trouble else 200,
        at=at,
        form=ShownForm("set_up_agency", asked, values, wrong, more),
        changes=changes,
        trouble=trouble,
        command_id=fresh_id(),
    )


def _agreement(
    request: Request,
    at: AgencyPage,
    values: Posted,
    *,
    errors: Mapping[str, str] | None = None,
    trouble: str = "",
) -> HTMLResponse:
    wrong = errors or {}
    questions = questions_of(SignAgencyAgreement)
    return page(
        request,
        "agency_agreement.html",
        status=422 if wrong or trouble else 200,
        at=at,
        form=ShownForm("sign_agency_agreement", questions, values, wrong),
        trouble=trouble,
        command_id=fresh_id(),
    )
