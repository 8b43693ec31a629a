"""An agency's own questionnaires: a file looked over with its faults by line, tried, put to use."""

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.forms.brought import brought
from console.forms.posted import posted_of
from console.rendering.render import page
from console.rendering.said import said_of
from domain.base.refusals import Refusal
from domain.instruments.shelf import source_of
from services.acting.instrument_files import LARGEST, Checked, checked
from services.coordinating import own_instruments
from services.ids import fresh_id
from services.reading.access import coordinated
from services.troubles import Trouble

router = APIRouter()
_AT = "/agency/questionnaires"
_EXAMPLE = ("organizational_trust", 1)


@router.get(_AT, name="agency_questionnaires")
async def show(
    request: Request, engine: EngineOf, visitor: SignedIn, done: str = ""
) -> HTMLResponse:
    """Those of the agency's own, and where a new one is brought in."""
    return await _shown(request, engine, visitor, done=done)


@router.post(_AT)
async def look_over(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Show a file's faults, or how it will look; put it to use once that was asked for."""
    await coordinated(engine, visitor.person)
    async with request.form(max_part_size=LARGEST * 2) as form:
        content, name = await brought(form)
        wanted, command_id = form.get("do") == "adopt", str(form.get("command_id") or fresh_id())
    looked: Checked | None = None
    try:
        # Apart from what answers others: a large file takes its time.
        looked = await asyncio.to_thread(checked, content, name)
        if looked.instrument is not None and wanted:
            await own_instruments.adopt(engine, visitor.person, command_id, looked.instrument)
            return RedirectResponse(f"{_AT}?done=adopted", status_code=303)
    except (Refusal, Trouble) as trouble:
        return await _shown(request, engine, visitor, looked=looked, trouble=said_of(trouble))
    return await _shown(request, engine, visitor, looked=looked)


@router.post(f"{_AT}/retire")
async def retire(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Take one out of use."""
    posted = posted_of(await request.form())
    command_id, name = ((posted.get(one) or [""])[-1] for one in ("command_id", "instrument"))
    try:
        await own_instruments.retire(engine, visitor.person, command_id or fresh_id(), name)
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
    return page(
        request,
        "agency_questionnaires.html",
        status=422 if bad else 200,
        agency=agency,
        looked=looked,
        text=looked.text if looked else "",
        example=source_of(*_EXAMPLE),
        trouble=trouble,
        done=done if done in ("adopted", "retired") else "",
        fresh_id=fresh_id,
    )
