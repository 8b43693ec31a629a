"""A person's own questionnaires: chosen, filled in, looked at."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import HTMLResponse, RedirectResponse, Response

from activities.ports import StoreUnavailable
from console.depends import EngineOf, SignedIn
from console.forms.posted import posted_of
from console.forms.sheet import answers_from
from console.pages.questionnaire_shown import asked_of, named, shown, value_of, version_of
from console.rendering.render import page
from console.rendering.said import said_of
from console.rendering.scores import lines
from console.rendering.words import say
from domain.base.refusals import Refusal
from services.ids import fresh_id
from services.own import own_instruments
from services.reading.agencies import agency_of

router = APIRouter()
_OWN = "/questionnaires"


@router.get(_OWN, name="questionnaires")
async def own_list(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """A person's own."""
    shown = await own_instruments.own_instruments(engine, visitor.person)
    return page(request, "questionnaires.html", shown=shown, below=_OWN, engagement_id="")


@router.get(f"{_OWN}/{{instrument}}", name="questionnaire")
async def own(
    request: Request, instrument: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """What was answered, or the form."""
    one = await own_instruments.own_instrument(engine, visitor.person, instrument)
    pictures = [("", lines(one.moved, visitor.person.zone))]
    least = (await agency_of(engine, visitor.person.agency_id)).settings.small_number
    begun = named(one.answered, request.query_params.get("goes_on", ""))
    return shown(request, one, below=_OWN, pictures=pictures, begun=begun, least=least)


@router.post(f"{_OWN}/{{instrument}}")
async def answer_own(
    request: Request, instrument: str, engine: EngineOf, visitor: SignedIn
) -> Response:
    """Record it, or show the form again with what is wrong."""
    one = await own_instruments.own_instrument(engine, visitor.person, instrument)
    posted = posted_of(await request.form(max_fields=2000))
    begun = named(one.answered, value_of(posted, "goes_on"))
    command_id = value_of(posted, "command_id") or fresh_id()
    least = (await agency_of(engine, visitor.person.agency_id)).settings.small_number
    again: dict[str, Any] = {
        "below": _OWN, "begun": begun, "posted": posted, "command_id": command_id, "least": least
    }  # fmt: skip
    try:
        await own_instruments.answer(
            engine,
            visitor.person,
            command_id,
            instrument,
            answers_from(asked_of(one.instrument, begun), posted),
            counted=bool(posted.get("counted")),
            version=version_of(posted),
            corrects=begun.entry if begun else None,
        )
    except ValidationError:
        return shown(request, one, **again, trouble=say("sheet.too_long"))
    except Refusal as refusal:
        return shown(request, one, **again, trouble=said_of(refusal))
    except StoreUnavailable:
        said = say("trouble.unknown")
        return shown(request, one, **again, trouble=said, status=503, unknown=True)
    return RedirectResponse(f"{_OWN}/{instrument}?done=yes", status_code=303)
