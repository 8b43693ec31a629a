"""How to sign in, out, and everywhere out: one's own sessions."""

import structlog
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from console.depends import EngineOf, SettingsOf, SignedIn, visitor_of
from console.rendering.render import page
from console.settings import ConsoleSettings
from console.signing import cookies
from services.signing.sign_in import end_all, end_session, end_token, sessions_of

router = APIRouter()
_log = structlog.get_logger(__name__)


@router.get("/sign-in")
async def sign_in(request: Request, settings: SettingsOf, to: str = "") -> Response:
    """What to do to sign in; `to` is where one wanted to go."""
    answer = page(request, "sign_in.html", provider=settings.oidc is not None)
    cookies.remember_wanted(answer, settings, to)
    return answer


@router.post("/sign-out")
async def sign_out(request: Request, engine: EngineOf, settings: SettingsOf) -> Response:
    """End this session."""
    await end_token(engine.store, cookies.read(request, settings, cookies.SESSION))
    visitor = visitor_of(request)
    if visitor is not None:
        _log.info("signed_out", person=visitor.person.person_id, where=visitor.session_id)
    return _out(settings)


@router.get("/sessions")
async def own_sessions(request: Request, engine: EngineOf, visitor: SignedIn) -> Response:
    """Where one is signed in."""
    own = await sessions_of(engine.store, visitor.person)
    return page(request, "sessions.html", own=own)


@router.post("/sessions/end")
async def end_every_session(engine: EngineOf, settings: SettingsOf, visitor: SignedIn) -> Response:
    """Sign out everywhere, here too."""
    await end_all(engine.store, visitor.person)
    _log.info("signed_out", person=visitor.person.person_id, where="everywhere")
    return _out(settings)


@router.post("/sessions/{session_id}/end")
async def end_one_session(
    engine: EngineOf, settings: SettingsOf, visitor: SignedIn, session_id: str
) -> Response:
    """Sign out in one place."""
    await end_session(engine.store, visitor.person, session_id)
    _log.info("signed_out", person=visitor.person.person_id, where=session_id)
    if session_id == visitor.session_id:
        return _out(settings)
    return RedirectResponse("/sessions", status_code=303)


def _out(settings: ConsoleSettings) -> Response:
    answer = RedirectResponse("/sign-in", status_code=303)
    cookies.take(answer, settings, cookies.SESSION)
    # What was typed here and not sent is nobody's to find who uses this browser next.
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer
