"""What is around the application, in its order: the first sees a request first, an answer last."""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from console.away import RecordsAway
from console.hardening.body_limit import BodyLimit
from console.hardening.known_host import KnownHost
from console.hardening.own_requests import OwnRequests
from console.hardening.rate_limit import RateLimit, signing_in, whoever
from console.hardening.request_log import RequestLog
from console.hardening.safe_headers import SafeHeaders
from console.hardening.unforeseen import Unforeseen
from console.rendering.language import SpeakLanguage
from console.settings import ConsoleSettings
from console.signing.finding import FindVisitor
from store.store import Store


def around_all(settings: ConsoleSettings) -> list[Middleware]:
    """Around whatever is served, the records being there or not."""
    return [
        Middleware(SafeHeaders, settings=settings),
        Middleware(RequestLog),
        Middleware(SpeakLanguage),
        Middleware(Unforeseen),
        Middleware(KnownHost, settings=settings),
        Middleware(RateLimit, most=settings.sign_ins_a_minute, of=signing_in),
        Middleware(OwnRequests, settings=settings),
        Middleware(BodyLimit),
    ]


def around_console(settings: ConsoleSettings, store: Store) -> list[Middleware]:
    """Around pages and API. Finding out who is signed in asks the records, which may be away."""
    return [
        *around_all(settings),
        Middleware(RecordsAway),
        Middleware(GZipMiddleware),
        Middleware(FindVisitor, store=store, settings=settings),
        Middleware(RateLimit, most=settings.requests_a_minute, of=whoever),
    ]


def hardened(app: ASGIApp, settings: ConsoleSettings) -> ASGIApp:
    """An application that is none of FastAPI's, within the same."""
    for layer in reversed(around_all(settings)):
        app = layer.cls(app, *layer.args, **layer.kwargs)
    return app
