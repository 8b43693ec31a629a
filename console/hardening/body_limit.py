"""How much may be posted to a page, and within what time. The API has its own (`api.bodies`)."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.hardening.refusing import API, refuse

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
                body = await _read(receive, most)
        except TimeoutError:
            await refuse(scope, receive, send, 408, "too_slow")
            return
        if body is None:
            await refuse(scope, receive, send, 413, "too_large")
            return
        await self._app(scope, _again(body, receive), send)


async def _read(receive: Receive, most: int) -> bytes | None:
    """The whole body; None where it is larger than `most`."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        part: bytes = message.get("body", b"")
        more = message.get("more_body", False)
        size += len(part)
        if size > most:
            return None
        parts.append(part)
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever comes."""
    given = False

    async def received() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received
