"""How often: of an address, ways of signing in; of a person, a token or else an address, all."""

import hashlib
from collections.abc import Callable

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from console.hardening.refusing import refuse
from console.visitor import Visitor

_AGAIN = {"Retry-After": "60"}
"""Seconds, after which every window has passed."""


class RateLimit:
    """So many requests a minute of whatever `of` names; None is not counted. Refuses with 429.

    Counted in each process by itself.
    """

    def __init__(self, app: ASGIApp, *, most: int, of: Callable[[Scope], str | None]) -> None:
        self._app = app
        self._most = RateLimitItemPerMinute(most)
        self._of = of
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        who = self._of(scope) if scope["type"] == "http" else None
        if who is None or await self._limiter.hit(self._most, who):
            await self._app(scope, receive, send)
        else:
            await refuse(scope, receive, send, 429, "too_often", _AGAIN)


def signing_in(scope: Scope) -> str | None:
    """The address from which somebody signs in."""
    return _address(scope) if scope["path"].startswith("/sign-in") else None


def whoever(scope: Scope) -> str | None:
    """Who it is: the person, the bearer of a token, or the address."""
    return None if scope["path"].startswith("/static/") else _who(scope)


def _who(scope: Scope) -> str:
    token = Headers(scope=scope).get("authorization")
    if token is not None:
        return hashlib.sha256(token.encode()).hexdigest()
    visitor: Visitor | None = scope.get("state", {}).get("visitor")
    return visitor.person.person_id if visitor else _address(scope)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "unknown"
