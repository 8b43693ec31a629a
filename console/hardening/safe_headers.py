"""What browsers are told with every answer: run nothing of others, show it to nobody, keep none."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.settings import ConsoleSettings

_SOURCES = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
    "base-uri": ("'none'",),
}
POLICY = "; ".join(" ".join((what, *of)) for what, of in _SOURCES.items())
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{one}=()"
        for one in (
            *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
            *("magnetometer", "microphone", "midi", "payment", "usb"),
        )
    ),
    "Cache-Control": "no-store",
}
"""Unless an answer says otherwise itself, as static files do of caching."""
_THROUGH_TLS = "max-age=63072000; includeSubDomains"


class SafeHeaders:
    """Adds them to whatever is answered, refusals and faults too."""

    def __init__(self, app: ASGIApp, *, settings: ConsoleSettings) -> None:
        self._app = app
        self._headers = dict(_ALWAYS)
        if settings.secure:
            self._headers["Strict-Transport-Security"] = _THROUGH_TLS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)
