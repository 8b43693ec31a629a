"""Finds who a request is of, once, before anything else looks at it. Pure ASGI."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from console.settings import ConsoleSettings
from console.signing import cookies
from console.visitor import Visitor
from services.signing.sign_in import session_of
from store.store import Store


class FindVisitor:
    """Puts `state.visitor`: a `Visitor`, or None where nobody is signed in.

    Raises `StoreUnavailable`: then nobody can be told from anybody (`console.away`).
    """

    def __init__(self, app: ASGIApp, *, store: Store, settings: ConsoleSettings) -> None:
        self._app = app
        self._store = store
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            state = scope.setdefault("state", {})
            if "visitor" not in state:
                state["visitor"] = await self._visitor(HTTPConnection(scope))
        await self._app(scope, receive, send)

    async def _visitor(self, connection: HTTPConnection) -> Visitor | None:
        token = cookies.read(connection, self._settings, cookies.SESSION)
        found = await session_of(self._store, token) if token else None
        return None if found is None else Visitor(found.person, found.session_id)
