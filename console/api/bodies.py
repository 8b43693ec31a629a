"""What may be sent at all: bodies of a bounded size, JSON that says each thing once and can be
stored. Pure ASGI, before anything else looks at a request."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.api.problems import answer, problem
from console.hardening.whole_body import once_more, read_whole
from console.rendering.words import say

JSON_BYTES = 1_000_000
FILE_BYTES = 50_500_000
"""A cohort file's most (`domain.cohort`), and what a form has around it."""
_DEEPEST = 40


class Bodies:
    """Answers what can't be read; hands on the rest as it came."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _unkept(send)
        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
            refused = problem(400, "bad_request")
            await answer(refused)(scope, receive, send)
            return
        is_json = "json" in Headers(scope=scope).get("content-type", "").lower()
        most = JSON_BYTES if is_json or "/cohorts" not in scope["path"] else FILE_BYTES
        body = await read_whole(receive, most)
        if body is None:
            refused = problem(413, "too_large", detail=say("api.too_large", bytes=f"{most:,}"))
            await answer(refused)(scope, receive, send)
            return
        if is_json and body and not _sound(body):
            refused = problem(400, "bad_request", "bad_json", say("api.bad_json"))
            await answer(refused)(scope, receive, send)
            return
        await self._app(scope, once_more(body, receive), send)


def _sound(body: bytes) -> bool:
    try:
        read = json.loads(body, object_pairs_hook=_each_once, parse_constant=_no_constant)
        _storable(read)
    except (ValueError, RecursionError):
        return False
    return True


def _each_once(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name occurs twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _storable(value: Any, depth: int = 0) -> None:
    """Raises `ValueError` for halves of characters, NUL, and what is nested too deep."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    match value:
        case str():
            value.encode()
            if "\x00" in value:
                raise ValueError("NUL")
        case dict():
            for name, inner in value.items():
                _storable(name, depth)
                _storable(inner, depth + 1)
        case list():
            for inner in value:
                _storable(inner, depth + 1)
        case _:
            pass


def _unkept(send: Send) -> Send:
    """Answers are personal: no cache keeps them."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
