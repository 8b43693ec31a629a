"""Signing in by a link: opening it shows as whom, and only the button uses it up."""

from collections.abc import Sequence
from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from console.depends import EngineOf, SettingsOf
from console.rendering.render import page
from console.signing.entering import enter
from domain.person.person import Person
from services.connections import Engine
from services.reading.agencies import agency_of
from services.signing.sign_in import behind_link, use_link

router = APIRouter()
_log = structlog.get_logger(__name__)
_HEADERS = {"Referrer-Policy": "no-referrer"}
"""The address is the secret, so it goes to nobody."""


@router.get("/sign-in/link/{secret}")
async def show_link(
    request: Request, engine: EngineOf, settings: SettingsOf, secret: str
) -> Response:
    """As whom one would sign in. Programs that look at links before people do use nothing up."""
    people = () if settings.oidc else await behind_link(engine.store, secret)
    if not people:
        return _no_good(request)
    ways = await as_whom(engine, people)
    where = request.url.path
    return page(request, "sign_in_as.html", headers=_HEADERS, ways=ways, where=where, choice=None)


@router.post("/sign-in/link/{secret}")
async def follow_link(
    request: Request,
    engine: EngineOf,
    settings: SettingsOf,
    secret: str,
    person: Annotated[str, Form()] = "",
) -> Response:
    """Sign in as this person; the link is then used up."""
    opened = None if settings.oidc else await use_link(engine.store, secret, person)
    if opened is None:
        return _no_good(request)
    return await enter(request, engine, settings, opened, "link")


async def as_whom(engine: Engine, people: Sequence[Person]) -> list[tuple[str, str, str]]:
    """(id, name, agency) of each."""
    return [
        (one.person_id, one.name, (await agency_of(engine, one.agency_id)).settings.name)
        for one in people
    ]


def _no_good(request: Request) -> Response:
    _log.info("sign_in_refused", why="link")
    return page(request, "sign_in_refused.html", status=403, headers=_HEADERS, why="link")
