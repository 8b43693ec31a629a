"""How one questionnaire is shown: its form, or what was answered to it."""

from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from console.forms.posted import Posted
from console.forms.sheet import posted_as
from console.rendering.render import page
from console.rendering.scores import bars, number
from domain.instruments.instrument import Instrument
from services.ids import fresh_id
from services.own.own_instruments import OwnInstrument
from services.reading.filled import Filled
from services.reading.instruments_view import Answered


def shown(
    request: Request,
    one: OwnInstrument | Answered,
    *,
    below: str,
    engagement_id: str = "",
    pictures: list[tuple[str, Any]] | None = None,
    begun: Filled | None = None,
    posted: Posted | None = None,
    typed: Posted | None = None,
    command_id: str = "",
    least: int = 0,
    trouble: str = "",
    status: int | None = None,
    unknown: bool = False,
) -> HTMLResponse:
    """The page; `posted` is what was sent and refused, `typed` what was kept while typing."""
    asking = bool(posted or typed or begun or request.query_params.get("again"))
    values = posted or typed or (posted_as(begun.answers) if begun else {})
    person = request.state.visitor.person.person_id
    return page(
        request,
        "questionnaire.html",
        status=status or (422 if trouble else 200),
        one=one,
        asked=asked_of(one.instrument, begun),
        below=below,
        engagement_id=engagement_id,
        pictures=pictures or [],
        asking=asking,
        goes_on=begun.entry if begun else "",
        values=values,
        counted=bool(values.get("counted")) or bool(begun and begun.counted),
        command_id=command_id or fresh_id(),
        keeps=f"{person}/{engagement_id or 'own'}/questionnaire-{one.instrument.instrument}",
        least=least,
        bars=bars,
        number=number,
        trouble=trouble,
        unknown=unknown,
        done=request.query_params.get("done", ""),
        draft_said=request.query_params.get("draft", ""),
    )


def asked_of(newest: Instrument, begun: Filled | None) -> Instrument:
    """The version that is filled in: what was begun is finished as it was."""
    return begun.instrument if begun else newest


def named(answered: tuple[Filled, ...], entry: str) -> Filled | None:
    """The answers with this id, if they are there."""
    return next((one for one in answered if one.entry == entry), None)


def version_of(posted: Posted) -> int | None:
    """The version that the form was of."""
    said = value_of(posted, "version")
    return int(said) if said.isdecimal() and len(said) < 6 else None


def value_of(posted: Posted, name: str) -> str:
    """What one field holds."""
    return (posted.get(name) or [""])[-1].strip()
