"""Finds the words that stand in a template rather than in a catalogue, and the keys it says."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

from tests.domain.words.sentences_in_code import reads_as_sentence

SAID_ALOUD = {"title", "alt", "aria-label", "aria-description", "placeholder", "content", "label"}
"""Attributes that people read or hear."""
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FILLED = " "
"""What an expression leaves in the HTML: whatever it says comes from elsewhere."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in ("script", "style")
        named = dict(attrs)
        for name, value in attrs:
            machine = name == "content" and named.get("name") in ("viewport", "htmx-config")
            if name in SAID_ALOUD and value and not machine:
                self._look_at(value)

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            # A macro may give attributes for a tag that is begun elsewhere.
            for name, value in _ATTRIBUTE.findall(data):
                if name in SAID_ALOUD:
                    self._look_at(value)
            self._look_at(_ATTRIBUTE.sub(" ", data))

    def _look_at(self, text: str) -> None:
        if _LETTERS.search(text):
            self.found.append((self.getpos()[0], " ".join(text.split())))


def words(source: str) -> list[tuple[int, str]]:
    """(line, text) of every word in text, in attributes, and in expressions."""
    html, inside, found = [], False, []
    for line, kind, value in Environment().lex(source):
        if kind == "data":
            html.append(value)
        elif kind.endswith("_begin"):
            inside = True
            html.append(_FILLED)
        elif kind.endswith("_end"):
            inside = False
        elif inside and kind == "string" and reads_as_sentence(value[1:-1]):
            found.append((line, value[1:-1]))
        if kind != "data":
            html.append("\n" * value.count("\n"))
    reader = _Reader()
    reader.feed("".join(html))
    reader.close()
    return found + reader.found


def keys(source: str) -> Iterator[tuple[str, set[str]]]:
    """Each key that a template says by name, with the facts it gives."""
    for call in Environment().parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_" and call.args:
            [key] = call.args[:1]
            if isinstance(key, nodes.Const):
                yield str(key.value), {one.key for one in call.kwargs}
