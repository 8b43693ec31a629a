"""In which language a request is answered: the first that its browser asks for and we have."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError, negotiate_locale
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.words.catalogue import ENGLISH, languages, speaking

_MOST_ASKED = 20
_LONGEST = 500


class SpeakLanguage:
    """Middleware: all that is said while a request is answered is said in one language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; anything but HTTP is passed on."""
        asked = Headers(scope=scope).get("accept-language", "") if scope["type"] == "http" else ""
        with speaking(chosen(asked)):
            await self._app(scope, receive, send)


def chosen(accept_language: str) -> str:
    """The language of ours that is asked for most (RFC 9110, 12.5.4); English where none is."""
    found = negotiate_locale(
        list(_asked(accept_language[:_LONGEST])), languages("console.words"), sep="_"
    )
    return found or ENGLISH


def _asked(header: str) -> Iterable[str]:
    """Languages by how much they are wanted, the most first; what is none is left out."""
    wanted: list[tuple[float, str]] = []
    for part in header.split(",")[:_MOST_ASKED]:
        tag, _, weight = part.partition(";")
        try:
            share = float(weight.partition("=")[2]) if weight else 1.0
            name = str(Locale.parse(tag.strip(), sep="-"))
        except (ValueError, UnknownLocaleError):
            continue
        if share > 0:
            wanted.append((share, name))
    return [name for _, name in sorted(wanted, key=lambda one: -one[0])]
