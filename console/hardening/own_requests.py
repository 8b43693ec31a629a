"""Only our own pages may have a browser do something in the name of who is signed in.

By fetch metadata, which pages can't forge; browsers without it say the page's origin. Other sites
may lead here by a link, and nothing else.
"""

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from console.hardening.known_host import hosts_of
from console.hardening.refusing import API, refuse
from console.settings import ConsoleSettings
from console.signing import cookies

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS = frozenset({"same-origin", "none"})


class OwnRequests:
    """Refuses others with 403. Programs that call the API by a token have no part in this."""

    def __init__(self, app: ASGIApp, *, settings: ConsoleSettings) -> None:
        self._app = app
        self._settings = settings
        scheme = "https" if settings.secure else "http"
        self._origins = frozenset(f"{scheme}://{host}" for host in hosts_of(settings))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http" and not self._ours(scope):
            await refuse(scope, receive, send, 403, "other_site")
            return
        await self._app(scope, receive, send)

    def _ours(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        if self._of_a_program(scope, headers):
            return True
        site = headers.get("sec-fetch-site")
        if site in _OURS:
            return True
        if scope["method"] in _SAFE:
            return site is None or _led_here(scope, headers)
        return site is None and headers.get("origin") in self._origins

    def _of_a_program(self, scope: Scope, headers: Headers) -> bool:
        """Without the cookie, a call is in nobody's name but the token's."""
        if not scope["path"].startswith(API):
            return False
        token = headers.get("authorization") is not None
        cookie = cookies.read(HTTPConnection(scope), self._settings, cookies.SESSION)
        return token or not cookie


def _led_here(scope: Scope, headers: Headers) -> bool:
    """Somebody followed a link, which opens a page of its own."""
    opened = headers.get("sec-fetch-mode") == "navigate"
    return opened and scope["method"] == "GET" and headers.get("sec-fetch-dest") == "document"
