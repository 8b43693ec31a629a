"""Message catalogues: gettext `.po` files in a folder of a package for each language.

A message's id is a key (`refusal.role_may_not`), its text a sentence with `{name}` places. What
another language does not say is said in English (docs/adr/0016-words-in-catalogues.md).
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from babel.core import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

ENGLISH = "en"
Said = str | int

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


class TwoMeanings(ValueError):
    """A key is in two catalogues of one language."""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it, everything is said in this language (`es`, `es_MX`), as far as there are words."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The language that is spoken here and now."""
    return _spoken.get()


def spoken_locale() -> Locale:
    """How days and times are written here and now; English is that of the United States."""
    if spoken() != ENGLISH:
        try:
            return Locale.parse(spoken())
        except (UnknownLocaleError, ValueError):
            pass
    return Locale("en", "US")


class Catalogue:
    """What a package says to people. Without a `language`, in the one that is spoken."""

    def __init__(self, package: str, language: str | None = None) -> None:
        self._package = package
        self._language = language

    def say(self, key: str, /, **facts: Said) -> str:
        """The sentence of this key with its places filled in; the fact `n` chooses a plural.

        A key without words reads as its own last part, a place without a fact as an ellipsis:
        a person is never shown an error for it (tests find both).
        """
        if not self.has(key):
            return key.rpartition(".")[2].replace("_", " ").capitalize()
        n = facts.get("n")
        words = _translations(self._package, self._language or spoken())
        if isinstance(n, int) and len(_texts(self._package, ENGLISH)[key]) > 1:
            text = words.ngettext(key, key, n)
        else:
            text = words.gettext(key)
        return text.format_map(_Facts({name: str(fact) for name, fact in facts.items()}))

    def say_n(self, key: str, n: int, /, **facts: Said) -> str:
        """`say` of a number of things, which the sentence may name as `{n}`."""
        return self.say(key, n=n, **facts)

    def has(self, key: str) -> bool:
        """Whether there are words for this key, in English at least."""
        return key in _texts(self._package, ENGLISH)

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        """Every key that begins so, in the order of the files."""
        return tuple(key for key in _texts(self._package, ENGLISH) if key.startswith(prefix))

    def texts(self, prefix: str = "") -> dict[str, str]:
        """The keys that begin so, less that beginning, with their sentences, places unfilled."""
        words = _translations(self._package, self._language or spoken())
        return {key.removeprefix(prefix): words.gettext(key) for key in self.keys(prefix)}


def languages(package: str) -> tuple[str, ...]:
    """The languages a package has catalogues in, English first."""
    found = {one.name for one in _folder(package).iterdir() if one.is_dir() and _files(one)}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def catalogues(package: str, language: str) -> tuple[Catalog, ...]:
    """The files of one language as they are; none where it has none. Raises `PoFileError`."""
    return tuple(
        read_po(io.BytesIO(one.read_bytes()), abort_invalid=True)
        for one in _files(_folder(package) / language)
    )


def _folder(package: str) -> Traversable:
    return resources.files(package)


def _files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    found = (one for one in folder.iterdir() if one.name.endswith(".po"))
    return sorted(found, key=lambda one: one.name)


@cache
def _texts(package: str, language: str) -> dict[str, tuple[str, ...]]:
    """Key to sentence, or to its plural forms."""
    texts: dict[str, tuple[str, ...]] = {}
    for catalogue in catalogues(package, language):
        for message in catalogue:
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key in texts:
                raise TwoMeanings(f"{package}/{language}: {key}")
            if key:
                text = message.string or ""
                texts[key] = (text,) if isinstance(text, str) else tuple(text)
    return texts


@cache
def _translations(package: str, language: str) -> Translations:
    """The sentences of a language; behind them those of its wider form, then English."""
    files = [_compiled(one) for one in catalogues(package, language)]
    # The first brings the rule of the language's plurals with it, which merging does not.
    words = files[0] if files else Translations()
    for one in files[1:]:
        words.merge(one)
    if language != ENGLISH:
        wider = language.rpartition("_")[0] or ENGLISH
        words.add_fallback(_translations(package, wider))
    return words


def _compiled(catalogue: Catalog) -> Translations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


class _Facts(dict[str, str]):
    """Facts by name; one that is not known reads as an ellipsis rather than failing."""

    def __missing__(self, key: str) -> str:
        return "…"
