"""Signing in at an OpenID provider: there, back, and as whom where one works for two agencies."""

from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from console.depends import EngineOf, SettingsOf
from console.rendering.render import page
from console.signing import cookies
from console.signing.entering import enter
from console.signing.link_routes import as_whom
from console.signing.metadata import ProviderAway
from console.signing.provider import NotProven, Provider
from services.signing.provider_accounts import begin_way, end_way, people_behind
from services.signing.sign_in import fresh_secret, hash_of, make_choice, open_session, use_link

router = APIRouter()
_log = structlog.get_logger(__name__)


@router.get("/sign-in/oidc")
async def go_to_provider(request: Request, engine: EngineOf, settings: SettingsOf) -> Response:
    """To the provider's page for signing in."""
    provider = _provider(request)
    kept = cookies.read(request, settings, cookies.BROWSER)
    browser = kept if hash_of(kept) else fresh_secret()
    try:
        answer = RedirectResponse(
            await provider.where_to(await begin_way(engine.store, browser)), status_code=303
        )
    except ProviderAway as away:
        return _away(request, away)
    cookies.give(answer, settings, cookies.BROWSER, browser, cookies.MINUTES * 60)
    return answer


@router.get("/sign-in/callback")
async def come_back(
    request: Request,
    engine: EngineOf,
    settings: SettingsOf,
    state: str = "",
    code: str = "",
    iss: str | None = None,
) -> Response:
    """Back from there. What is proven wrongly, twice, late or by another browser is refused."""
    provider = _provider(request)
    browser = cookies.read(request, settings, cookies.BROWSER)
    way = await end_way(engine.store, browser, state)
    if way is None:
        return _refused(request, "state")
    if not code:
        return _refused(request, "declined")
    try:
        identity = await provider.identity(code, iss, way)
    except NotProven as failed:
        _log.warning("sign_in_not_proven", because=str(failed))
        return _refused(request, "proof")
    except ProviderAway as away:
        return _away(request, away)
    people = await people_behind(
        engine.store, identity.issuer, identity.subject, identity.verified_email
    )
    if not people:
        return _refused(request, "unknown")
    if len(people) > 1:
        ways, choice = await as_whom(engine, people), await make_choice(engine.store, people)
        where = "/sign-in/choose"
        return page(request, "sign_in_as.html", ways=ways, where=where, choice=choice)
    opened = await open_session(engine.store, people[0])
    return await enter(request, engine, settings, opened, "provider")


@router.post("/sign-in/choose")
async def choose(
    request: Request,
    engine: EngineOf,
    settings: SettingsOf,
    person: Annotated[str, Form()] = "",
    choice: Annotated[str, Form()] = "",
) -> Response:
    """As the person of one agency."""
    _provider(request)
    opened = await use_link(engine.store, choice, person, by_provider=True)
    if opened is None:
        return _refused(request, "state")
    return await enter(request, engine, settings, opened, "provider")


def _provider(request: Request) -> Provider:
    """Raises `HTTPException` where none is set."""
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise HTTPException(404)
    return provider


def _refused(request: Request, why: str) -> Response:
    _log.info("sign_in_refused", why=why)
    return page(request, "sign_in_refused.html", status=403, why=why)


def _away(request: Request, away: ProviderAway) -> Response:
    _log.warning("provider_away", because=str(away))
    return page(request, "sign_in_refused.html", status=503, why="away")
