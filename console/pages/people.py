"""The agency's people, and making one known."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.forms.regions import zones
from console.rendering.render import page
from console.rendering.said import said_of
from domain.base.messages import Via
from domain.base.refusals import Refusal
from services.coordinating.agency_people import agency_people, people_meant
from services.launching.newcomers import register
from services.reading.access import coordinated
from services.troubles import Trouble

router = APIRouter()


@router.get("/people", name="people")
async def people(
    request: Request,
    engine: EngineOf,
    visitor: SignedIn,
    after: str = "",
    name: str = "",
    find: str = "",
) -> HTMLResponse:
    """A page of them, by id, or those whom `find` means; `name` is who was just made known."""
    agency = await coordinated(engine, visitor.person)
    if find.strip():
        listed = await people_meant(engine, agency, find)
    else:
        listed = await agency_people(engine, agency, after)
    return page(
        request,
        "people.html",
        listed=listed,
        find=find,
        added=name,
        values={},
        trouble="",
        zones=zones(),
    )


@router.post("/people")
async def add(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Make a person known, or bring name and time zone up to date."""
    agency = await coordinated(engine, visitor.person)
    form = {name: str(value).strip() for name, value in (await request.form()).items()}
    try:
        made = await register(
            engine,
            name=form.get("name", ""),
            email=form.get("email", ""),
            agency=agency.agency_id,
            time_zone=form.get("time_zone") or None,
            by=visitor.person,
            via=Via.SELF,
        )
    except (Refusal, Trouble) as error:
        trouble = said_of(error)
    else:
        return RedirectResponse(f"/people?{urlencode({'name': made.name})}", status_code=303)
    listed = await agency_people(engine, agency, "")
    return page(
        request,
        "people.html",
        status=422,
        listed=listed,
        find="",
        added="",
        values=form,
        trouble=trouble,
        zones=zones(),
    )
