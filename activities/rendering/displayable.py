"""Keeps text displayable: PDF/UA allows no character that no font of ours can draw.

Such a character is neither dropped nor drawn as a box: its name or number takes its place. Dropped
are only marks without a shape (a zero-width space): in an address that is copied they do harm.
"""

import re
import unicodedata
from collections.abc import Iterable

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

_UNSAFE = {"Cc", "Cs", "Co", "Cn"}
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SHAPELESS = re.compile("[\u00ad\u200b\u2060\ufeff]")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")
_RUST_ESCAPE = re.compile(r'\\(?:u\{([0-9a-f]+)\}|(["\\\'nrt0]))')
_REFUSED = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def describe(cluster: str) -> str:
    """`[grinning face]` or `[U+6F22]` for what can't be drawn; joiners alone say nothing."""
    shown = [_name(c) for c in cluster if c not in _JOINERS]
    return f"[{', '.join(shown)}]" if shown else ""


def _name(char: str) -> str:
    name = unicodedata.name(char, "")
    if unicodedata.category(char) == "So" and name:
        return name.lower()
    return f"U+{ord(char):04X}"


def safe_text(text: str) -> str:
    """`text` with line ends made alike and characters that steer or hide made visible."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _SHAPELESS.sub("", text)
    return "".join(describe(c) if _steers(c) else c for c in text)


def _steers(char: str) -> bool:
    return char != "\n" and (unicodedata.category(char) in _UNSAFE or char in _BIDI_CONTROLS)


def refused_clusters(diagnostic: str) -> list[str]:
    """The texts that typst says it has no glyph for; longest first, so parts come after wholes."""
    found = {_RUST_ESCAPE.sub(_unescape, raw) for raw in _REFUSED.findall(diagnostic)}
    return sorted(found - {""}, key=lambda cluster: (-len(cluster), cluster))


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return _PLAIN.get(match[2], match[2])


def without(text: str, clusters: Iterable[str]) -> str:
    """`text` with each of `clusters` described in words."""
    for cluster in clusters:
        text = text.replace(cluster, describe(cluster))
    return text


def latin_only(text: str) -> str:
    """`text` with all described that lies beyond Latin-1: the last resort, always drawable."""
    return "".join(c if c == "\n" or ord(c) < 0x100 else describe(c) for c in text)
