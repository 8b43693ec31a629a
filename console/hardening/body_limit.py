"""How much may be posted to a page, and within what time. The API has its own (`api.bodies`)."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from console.hardening.refusing import API, refuse
from console.hardening.whole_body import once_more, read_whole

FORM_BYTES = 1_000_000
FILE_BYTES = 12_000_000
"""A cohort's file with the form around it."""
_SECONDS = 60.0
_WITHOUT = frozenset({"GET", "HEAD", "OPTIONS"})


class BodyLimit:
    """Reads a body whole before anything looks at it; 413 for more, 408 for what takes longer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        path = scope.get("path", "")
        if scope["type"] != "http" or path.startswith(API) or scope["method"] in _WITHOUT:
            await self._app(scope, receive, send)
            return
        most = FILE_BYTES if path.startswith("/cohorts") else FORM_BYTES
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > most:
            await refuse(scope, receive, send, 413, "too_large")
            return
        try:
            async with asyncio.timeout(_SECONDS):
                body = await read_whole(receive, most)
        except TimeoutError:
            await refuse(scope, receive, send, 408, "too_slow")
            return
        if body is None:
            await refuse(scope, receive, send, 413, "too_large")
            return
        await self._app(scope, once_more(body, receive), send)
