"""One log line a request: which route, how it ended, how long it took, whose it was. No address,
no field and no text: they may hold secrets, or what people wrote."""

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.visitor import Visitor

_log = structlog.get_logger(__name__)


class RequestLog:
    """Writes the line once the answer is sent, or the request came to nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, sending)
        finally:
            visitor: Visitor | None = scope.get("state", {}).get("visitor")
            _log.info(
                "request",
                method=scope["method"],
                route=template_of(scope),
                status=status,
                ms=round((time.perf_counter() - began) * 1000, 1),
                person=visitor.person.person_id if visitor else None,
            )


def template_of(scope: Scope) -> str:
    """The route with its places unfilled, as `/engagements/{engagement_id}`; never the address."""
    path = getattr(scope.get("route"), "path", None)
    return f"{scope.get('root_path', '')}{path}" if isinstance(path, str) else "none"
