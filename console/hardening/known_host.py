"""Requests must be meant for this console: another name may be a page that had its own name
point here (DNS rebinding), or wants its name in what we answer."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from console.hardening.refusing import refuse
from console.settings import ConsoleSettings

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def hosts_of(settings: ConsoleSettings) -> frozenset[str]:
    """The `Host` headers that mean us; on loopback, by whichever of its names."""
    name, colon, port = settings.host.lower().rpartition(":")
    if not colon or not port.isdigit():
        name, colon, port = settings.host.lower(), "", ""
    names = _LOOPBACK if name in _LOOPBACK and not settings.secure else (name,)
    return frozenset(f"{one}{colon}{port}" for one in names)


class KnownHost:
    """Refuses others with 421."""

    def __init__(self, app: ASGIApp, *, settings: ConsoleSettings) -> None:
        self._app = app
        self._hosts = hosts_of(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http":
            said = Headers(scope=scope).getlist("host")
            if len(said) != 1 or said[0].lower() not in self._hosts:
                await refuse(scope, receive, send, 421, "host")
                return
        await self._app(scope, receive, send)
