"""Whatever nobody foresaw: logged by its kind and place, answered without a word of it."""

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.hardening.refusing import refuse

_log = structlog.get_logger(__name__)


class Unforeseen:
    """The last one to catch an exception. What has begun to be answered breaks off."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = ended = False

        async def sending(message: Message) -> None:
            nonlocal begun, ended
            begun = True
            ended = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            _log.exception("request_failed")
            if not begun:
                await refuse(scope, receive, send, 500, "fault")
            elif not ended:
                raise
