"""Refusing a request before it is looked at further: as a page, or as a problem to programs."""

from collections.abc import Mapping

import structlog
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from console.api.problems import answer, problem
from console.hardening.whole_body import read_off
from console.rendering.render import page
from console.rendering.words import say

API = "/api/"
_log = structlog.get_logger(__name__)


async def refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    why: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Answer with `hardening.{why}`, once what is sent has come."""
    if status < 500:
        _log.warning("request_refused", why=why)
    said = say(f"hardening.{why}")
    if scope["path"].startswith(API):
        refused = answer(problem(status, "bad_request", why, said), headers)
    else:
        request = Request(scope, receive)
        refused = page(
            request, "trouble.html", status=status, headers=headers, what=said, remedy=""
        )
    await read_off(receive)
    await refused(scope, receive, send)
