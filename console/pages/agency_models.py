"""An agency's own coaching models: a file looked over, drawn, tried, put to use."""

import asyncio

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.forms.brought import brought
from console.forms.posted import posted_of
from console.rendering.render import page
from console.rendering.said import said_of
from domain.base.refusals import Refusal
from domain.process.drawing import drawn, in_words
from domain.process.models import DEFAULT, source_of
from services.acting.model_files import LARGEST, Checked, checked
from services.coordinating import own_models
from services.coordinating.model_trial import tried
from services.ids import fresh_id
from services.reading.access import coordinated
from services.troubles import Trouble

router = APIRouter()
_AT = "/agency/models"


@router.get(_AT, name="agency_models")
async def show(
    request: Request, engine: EngineOf, visitor: SignedIn, done: str = ""
) -> HTMLResponse:
    """Those of the agency's own, and where a new one is brought in."""
    return await _shown(request, engine, visitor, done=done)


@router.post(_AT)
async def look_over(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Show a file's faults, or the model drawn and tried; put it to use once that was asked for."""
    await coordinated(engine, visitor.person)
    async with request.form(max_part_size=LARGEST * 2) as form:
        content, name = await brought(form)
        wanted, command_id = form.get("do") == "adopt", str(form.get("command_id") or fresh_id())
    looked: Checked | None = None
    try:
        # Apart from what answers others: a large file takes its time.
        looked = await asyncio.to_thread(checked, content, name)
        if looked.model is not None and wanted:
            await own_models.adopt(engine, visitor.person, command_id, looked.model)
            return RedirectResponse(f"{_AT}?done=adopted", status_code=303)
    except (Refusal, Trouble) as trouble:
        return await _shown(request, engine, visitor, looked=looked, trouble=said_of(trouble))
    return await _shown(request, engine, visitor, looked=looked)


@router.post(f"{_AT}/retire")
async def retire(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Take one out of use."""
    posted = posted_of(await request.form())
    command_id, name = ((posted.get(one) or [""])[-1] for one in ("command_id", "model"))
    try:
        await own_models.retire(engine, visitor.person, command_id or fresh_id(), name)
    except Refusal as refusal:
        return await _shown(request, engine, visitor, trouble=said_of(refusal))
    return RedirectResponse(f"{_AT}?done=retired", status_code=303)


async def _shown(
    request: Request,
    engine: EngineOf,
    visitor: SignedIn,
    *,
    looked: Checked | None = None,
    trouble: str = "",
    done: str = "",
) -> HTMLResponse:
    agency = await coordinated(engine, visitor.person)
    bad = bool(trouble) or bool(looked and looked.faults)
    model = looked.model if looked else None
    return page(
        request,
        "agency_models.html",
        status=422 if bad else 200,
        agency=agency,
        looked=looked,
        text=looked.text if looked else "",
        # What the file says is escaped where it is drawn.
        picture=Markup(drawn(model)) if model else "",  # noqa: S704
        words=in_words(model) if model else (),
        tried=tried(agency, model, engine.clock.now()) if model else [],
        example=source_of(*DEFAULT),
        trouble=trouble,
        done=done if done in ("adopted", "retired") else "",
        fresh_id=fresh_id,
    )
