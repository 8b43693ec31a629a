"""Every catalogue there is, wherever it lies in the tree."""

from pathlib import Path

from babel.messages import Catalog, Message

from domain.words.catalogue import catalogues, languages

ROOT = Path(__file__).parents[3]


def packages() -> list[str]:
    """The packages that speak, such as `domain.words`."""
    folders = {
        file.parents[1]
        for top in ("domain", "activities", "services", "console")
        for file in (ROOT / top).glob("**/en/*.po")
    }
    return sorted(".".join(folder.relative_to(ROOT).parts) for folder in folders)


def others() -> list[tuple[str, str]]:
    """Each package with each of its languages but English."""
    return [(package, one) for package in packages() for one in languages(package)[1:]]


def messages(package: str, language: str) -> dict[str, Message]:
    """Key to message, in all files of a language."""
    return {
        _key(message): message
        for catalogue in catalogues(package, language)
        for message in catalogue
        if _key(message)
    }


def texts(message: Message) -> tuple[str, ...]:
    """A message's text, or its plural forms."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def places(catalogue: Catalog) -> list[str]:
    """The keys of a catalogue."""
    return [_key(message) for message in catalogue if _key(message)]


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]
