"""What papers are made of: sections, and lines of history that their reader may see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.base.model import PersonId
from services.reading.visible import Line
from services.troubles import NotFound
from services.words import WORDS

Naming = Callable[[PersonId | None], str]


@dataclass(frozen=True)
class Section:
    """A heading with what is below it; `points` are its paragraphs or list items."""

    heading: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """One paper. `approve` is the act by which it is approved, `fields` what that act must
    name, `entry` the entry it was made of."""

    name: str
    title: str
    version: int
    sections: tuple[Section, ...]
    standing: str
    approve: str | None = None
    """None where nothing is approved by it yet."""
    entry: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


def lines_of(lines: Sequence[Line], kind: str) -> list[Line]:
    """Every line of a kind."""
    return [line for line in lines if line.kind == kind]


def last_of(lines: Sequence[Line], kind: str, text: str, none: str) -> Line:
    """The last line of a kind that holds a text. Raises `NotFound(none)`."""
    found = lines_of(lines, kind)
    if not found or not found[-1].fields.get(text):
        raise NotFound.of(none)
    return found[-1]


def version_of(lines: Sequence[Line], line: Line) -> int:
    """The version a line says it has, or else how many of its kind there were."""
    said = line.fields.get("version")
    return said if isinstance(said, int) else len(lines_of(lines, line.kind))


def given(value: Any) -> tuple[str, ...]:
    """The value as the one paragraph of a section; none for None."""
    return () if value is None else (str(value),)


def text_of(line: Line, name: str) -> tuple[str, ...]:
    """A field as the one paragraph of a section."""
    return given(line.fields.get(name))


def said_in(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A field in its own words (`paper.<name>`); none where it is empty."""
    return (WORDS.say(f"paper.{name}", said=fields[name]),) if fields.get(name) else ()


def standing_by(key: str, names: Sequence[str], nobody: str) -> str:
    """Who did it, by name; or in the words of `nobody`."""
    return WORDS.say(key, names=", ".join(names)) if names else WORDS.say(nobody)
