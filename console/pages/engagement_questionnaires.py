"""Questionnaires of an engagement: chosen, filled in, looked at by learner and coach."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import HTMLResponse, RedirectResponse, Response

from activities.ports import StoreUnavailable
from console.depends import EngineOf, SignedIn
from console.forms.posted import Posted, posted_of
from console.forms.sheet import answers_from
from console.pages.questionnaire_shown import asked_of, shown, value_of, version_of
from console.rendering.render import page
from console.rendering.said import said_of
from console.rendering.scores import lines
from console.rendering.words import say
from domain.base.messages import Via
from domain.base.refusals import Refusal
from domain.instruments.instrument import Instrument
from services.acting import act as acting
from services.acting import drafts
from services.acts.kinds import acts
from services.connections import Engine
from services.ids import fresh_id
from services.reading import instruments_view
from services.reading.access import reading_for
from services.reading.filled import Filled
from services.reading.read import Reading
from services.troubles import Trouble
from workflows.errors import EngineFault, OutcomeUnknown

router = APIRouter()
_ONE = "/engagements/{engagement_id}/questionnaires/{instrument}"


@router.get("/engagements/{engagement_id}/questionnaires", name="engagement_questionnaires")
async def of_engagement(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """Those of an engagement that the person can fill in, or whose answers they may read."""
    read = await reading_for(engine, visitor.person, engagement_id, "questionnaires")
    known = read.state.engagement_id
    return page(
        request,
        "questionnaires.html",
        shown=instruments_view.instruments_view(read),
        below=f"/engagements/{known}/questionnaires",
        engagement_id=known,
    )


@router.get(
    "/engagements/{engagement_id}/questionnaires/{instrument}", name="engagement_questionnaire"
)
async def one_of_engagement(
    request: Request, engagement_id: str, instrument: str, engine: EngineOf, visitor: SignedIn
) -> HTMLResponse:
    """What was answered, or the form, with what was typed and not sent."""
    read = await reading_for(
        engine, visitor.person, engagement_id, f"questionnaire {instrument[:50]}"
    )
    one = instruments_view.instrument_view(read, instrument)
    begun = instruments_view.begun(read, request.query_params.get("goes_on", ""))
    kept = await drafts.kept(
        engine, visitor.person, read.state.engagement_id, instruments_view.ACT, instrument
    )
    posted = kept.fields if kept and not begun else None
    return shown(request, one, **_place(read, one, visitor), begun=begun, typed=posted)


@router.post(_ONE)
async def answer(
    request: Request, engagement_id: str, instrument: str, engine: EngineOf, visitor: SignedIn
) -> Response:
    """Record it, or show the form again with what is wrong."""
    read = await reading_for(
        engine, visitor.person, engagement_id, f"questionnaire {instrument[:50]}"
    )
    one = instruments_view.instrument_view(read, instrument)
    posted = posted_of(await request.form(max_fields=2000))
    begun = instruments_view.begun(read, value_of(posted, "goes_on"))
    command_id = value_of(posted, "command_id") or fresh_id()
    again: dict[str, Any] = {
        **_place(read, one, visitor), "begun": begun, "posted": posted, "command_id": command_id
    }  # fmt: skip
    try:
        await _record(engine, read, visitor, one.instrument, begun, posted, command_id)
    except ValidationError:
        return shown(request, one, **again, trouble=say("sheet.too_long"))
    except (Refusal, Trouble) as error:
        return shown(request, one, **again, trouble=said_of(error))
    except (OutcomeUnknown, StoreUnavailable):
        said = say("trouble.unknown")
        return shown(request, one, **again, trouble=said, status=503, unknown=True)
    except EngineFault:
        return shown(request, one, **again, trouble=say("trouble.fault"), status=500)
    address = f"/engagements/{read.state.engagement_id}/questionnaires/{instrument}"
    return RedirectResponse(f"{address}?done=yes", status_code=303)


async def _record(
    engine: Engine,
    read: Reading,
    visitor: SignedIn,
    instrument: Instrument,
    begun: Filled | None,
    posted: Posted,
    command_id: str,
) -> None:
    fields = {
        "instrument": instrument.instrument,
        "version": version_of(posted),
        "answered": answers_from(asked_of(instrument, begun), posted).model_dump(),
        **({"corrects": begun.entry} if begun else {}),
    }
    act = acts()[instruments_view.ACT]
    command = await acting.command(
        engine,
        read.state,
        act,
        fields,
        by=visitor.person,
        command_id=command_id,
        at=engine.clock.now(),
        via=Via.SELF,
    )
    await acting.submit(engine, read.state, command)
    await drafts.discard(
        engine,
        visitor.person,
        read.state.engagement_id,
        instruments_view.ACT,
        instrument.instrument,
    )


def _place(read: Reading, one: instruments_view.Answered, visitor: SignedIn) -> dict[str, Any]:
    zone = visitor.person.zone
    return {
        "below": f"/engagements/{read.state.engagement_id}/questionnaires",
        "engagement_id": read.state.engagement_id,
        "pictures": [(who, lines(moved, zone)) for who, moved in one.moved],
    }
