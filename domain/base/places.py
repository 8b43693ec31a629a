"""On which line of a model's file something stands, by the way to it in the file's data."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Way = tuple[str | int, ...]
"""Keys and numbers in lists, outermost first, such as `("stages", 2, "needs", "goals")`.

The last step may be a value: one of a list of texts, or the text of a key.
"""

_PART = r"""(?:"[^"]*"|'[^']*'|[^\]\["'=#\s.])+"""
_NAME = rf"(?P<name>{_PART}(?:\s*\.\s*{_PART})*)"
_HEADER = re.compile(rf"\s*(?P<several>\[\[?)\s*{_NAME}\s*\]")
_KEY = re.compile(rf"\s*{_NAME}\s*=")


@dataclass(frozen=True)
class _Statement:
    """A header or a key with its value; lines count from 1."""

    way: Way
    first: int
    lines: tuple[str, ...]


class Places:
    """The lines of one file. `text` is TOML that `tomllib` reads."""

    def __init__(self, text: str) -> None:
        self._data: Any = tomllib.loads(text)
        self._statements = {one.way: one for one in _statements(text.splitlines())}

    def line(self, *ways: Way) -> int | None:
        """The line of the first way that leads into the file, else of the nearest thing around it.

        None where nothing of it is in the file: what is missing altogether has no line.
        """
        ways = tuple(map(self._real, ways))
        for way in ways:
            if (found := self._around(way, 2)) is not None:
                return found
        return next((n for way in ways if (n := self._around(way, 1)) is not None), None)

    def _around(self, way: Way, least: int) -> int | None:
        for length in range(len(way), least - 1, -1):
            if (statement := self._statements.get(way[:length])) is not None:
                return _line_within(statement, way[length:])
        return None

    def _real(self, way: Way) -> Way:
        """The way without steps that are no part of the data; a place in a list becomes its text.

        pydantic puts the kind of a value between its key and its fields.
        """
        real: list[str | int] = []
        at = self._data
        for n, step in enumerate(way, start=1):
            if isinstance(at, dict) and step in at:
                at = at[step]
                real.append(step)
            elif isinstance(at, list) and isinstance(step, int) and step < len(at):
                at = at[step]
                real.append(at if isinstance(at, str) else step)
            elif n == len(way):
                real.append(step)
        return tuple(real)


def _line_within(statement: _Statement, rest: Way) -> int:
    """The line of a statement on which its inner key or text stands, else its first."""
    for step in reversed(rest):
        for form in (f'"{step}"', f"'{step}'", f"{step} ="):
            for number, line in enumerate(statement.lines, statement.first):
                if form in line:
                    return number
    return statement.first


def _statements(lines: list[str]) -> Iterator[_Statement]:
    table: Way = ()
    newest: dict[Way, int] = {}
    number = 0
    while number < len(lines):
        begun = number
        number += 1
        if header := _HEADER.match(lines[begun]):
            table = _table(_names(header["name"]), header["several"] == "[[", newest)
            yield _Statement(table, begun + 1, (lines[begun],))
        elif key := _KEY.match(lines[begun]):
            while number < len(lines) and not _whole("\n".join(lines[begun:number])):
                number += 1
            way = (*table, *_names(key["name"]))
            yield _Statement(way, begun + 1, tuple(lines[begun:number]))


def _table(names: Way, several: bool, newest: dict[Way, int]) -> Way:
    """The way of a table; of a list of tables the newest is meant, which `newest` counts."""
    way: Way = ()
    for n, name in enumerate(names, start=1):
        way = (*way, name)
        if several and n == len(names):
            newest[way] = newest.get(way, -1) + 1
        if way in newest:
            way = (*way, newest[way])
    return way


def _names(key: str) -> tuple[str, ...]:
    """The parts of a key, whose dots and quotes are TOML's."""
    names: list[str] = []
    at: Any = tomllib.loads(f"{key} = 0")
    while isinstance(at, dict):
        [(name, at)] = at.items()
        names.append(name)
    return tuple(names)


def _whole(text: str) -> bool:
    """Whether a statement is at its end, and not in the middle of a list or a long text."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True
