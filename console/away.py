"""While the records can't be reached: a page that says so and keeps what was typed."""

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from activities.ports import StoreUnavailable
from console.api import problems
from console.api.application import PREFIX
from console.rendering.assets import KeptFiles
from console.rendering.render import page

_AGAIN_SECONDS = 2
_NOT_SHOWN = ("command_id", "known.", "then", "more")
MOST_FIELDS = 2000


class RecordsAway:
    """Answers wherever the application within could not reach the records, whatever its layer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; what has begun to be answered is left as it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except StoreUnavailable:
            if begun:
                raise
            answer = await away(Request(scope, receive))
            await answer(scope, receive, send)


def not_open_yet() -> ASGIApp:
    """What is served before the records could be reached for the first time."""
    static = Mount("/static", KeptFiles())

    async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
        found, child = static.matches(scope)
        if found is not Match.NONE:
            await static.handle({**scope, **child}, receive, send)
            return
        raise StoreUnavailable("not open yet")

    return RecordsAway(nothing)


async def away(request: Request) -> Response:
    """503: as a page with the posted fields in a form to send again, or as a program reads it."""
    if request.url.path.startswith(f"{PREFIX}/"):
        return problems.answer(problems.problem(503, "unavailable", retry_after=_AGAIN_SECONDS))
    again = {"Retry-After": str(_AGAIN_SECONDS), "Cache-Control": "no-store"}
    kept = [] if request.method in ("GET", "HEAD") else await _typed(request)
    return _page(request, kept, again)


async def _typed(request: Request) -> list[tuple[str, str]]:
    try:
        form = await request.form(max_fields=MOST_FIELDS)
    except (ClientDisconnect, HTTPException, RuntimeError):
        form = FormData()
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]


def _page(request: Request, kept: list[tuple[str, str]], again: dict[str, str]) -> HTMLResponse:
    words = [v for name, v in kept if v.strip() and not name.startswith(_NOT_SHOWN)]
    return page(request, "away.html", status=503, headers=again, kept=kept, words=words)
