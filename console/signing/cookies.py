"""The cookies there are: who is signed in, which browser went to the provider, where it wanted to.

Through TLS their names begin with `__Host-`: no other host can set them, and they go to this one
alone. On plain HTTP, which is for loopback, browsers would not take that name.
"""

import re
from urllib.parse import quote, unquote

from starlette.requests import HTTPConnection
from starlette.responses import Response

from console.settings import ConsoleSettings

SESSION = "session"
BROWSER = "signing"
WANTED = "wanted"
MINUTES = 10
_LONGEST = 500
_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\\\x7f]*")


def read(connection: HTTPConnection, settings: ConsoleSettings, name: str) -> str:
    """What a cookie holds; empty where there is none."""
    return connection.cookies.get(_named(settings, name), "")


def give(
    answer: Response, settings: ConsoleSettings, name: str, value: str, seconds: int | None = None
) -> None:
    """Have the browser keep it, for so long or until it is closed; no script can read it."""
    answer.set_cookie(
        _named(settings, name),
        value,
        max_age=seconds,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def take(answer: Response, settings: ConsoleSettings, name: str) -> None:
    """Have the browser forget it."""
    answer.delete_cookie(
        _named(settings, name), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )


def remember_wanted(answer: Response, settings: ConsoleSettings, path: str) -> None:
    """Keep where somebody wanted to go, if it is a page of ours."""
    if path and own_path(path) != "/":
        give(answer, settings, WANTED, quote(path, safe="/"), MINUTES * 60)


def wanted(connection: HTTPConnection, settings: ConsoleSettings) -> str:
    """Where they wanted to go; the first page where they did not say."""
    return own_path(unquote(read(connection, settings, WANTED)))


def own_path(path: str) -> str:
    """The path if it leads to a page here and nowhere else, or the first page."""
    good = len(path) <= _LONGEST and path.isascii() and _PATH.fullmatch(path) is not None
    return path if good and not path.startswith(("/sign-", "/api/", "/static/")) else "/"


def _named(settings: ConsoleSettings, name: str) -> str:
    return f"__Host-{name}" if settings.secure else name
