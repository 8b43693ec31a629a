"""What happens once it is clear who somebody is: a session, a cookie, and on to where they go."""

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.settings import ConsoleSettings
from console.signing import cookies
from services.connections import Engine
from services.signing.sign_in import Opened, end_token

_log = structlog.get_logger(__name__)


async def enter(
    request: Request, engine: Engine, settings: ConsoleSettings, opened: Opened, way: str
) -> Response:
    """Hand the new session to the browser; the one it had before ends. `way` is for the log."""
    await end_token(engine.store, cookies.read(request, settings, cookies.SESSION))
    answer = RedirectResponse(cookies.wanted(request, settings), status_code=303)
    cookies.give(answer, settings, cookies.SESSION, opened.token)
    cookies.take(answer, settings, cookies.WANTED)
    _log.info("signed_in", person=opened.person_id, session=opened.session_id, way=way)
    return answer
