"""Marks every text a command can carry, read off the commands' own types.

A text is what has to have at least one character (`Text`, `Line`); ids and keys do not.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from domain.base.confidential import Audience, mark_of
from domain.engagement.commands import AnyCommand
from domain.engagement.events import EVENT_CLASSES, AnyEvent

MARK = "Qx7mark"
_WHOLE = re.compile(MARK + r"\d{4}")
_HEAD = frozenset({"command_id", "by", "at", "via", "kind"})
LEFT_OUT = object()
"""Stands for an optional text that a command goes without."""


class Marker:
    """Fills commands; `names` tells of each marker which command's text it is."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def fields(self, kind: str, given: dict[str, Any]) -> dict[str, Any]:
        """The command's fields: what is given, and a marker for each text."""
        schema = _schema(kind)
        defs = schema.get("$defs", {})
        filled = {}
        for name, part in schema["properties"].items():
            if name not in _HEAD and (name in given or _has_text(part, defs)):
                filled[name] = self._fill(part, given.get(name), f"{kind}.{name}", defs)
        return {name: value for name, value in filled.items() if value is not LEFT_OUT}

    def _fill(self, part: dict[str, Any], given: Any, path: str, defs: dict[str, Any]) -> Any:
        part = _resolved(part, given, defs)
        if given is LEFT_OUT or not _has_text(part, defs):
            return given
        match part.get("type"):
            case "string":
                assert given is None, f"{path} is a text: leave it to the marker"
                marker = f"{MARK}{len(self.names):04d}"
                self.names[marker] = path
                return marker
            case "array":
                items = given or [None]
                return [self._fill(part["items"], item, path, defs) for item in items]
            case "object" if "properties" in part:
                held = dict(given or {})
                for name, inner in part["properties"].items():
                    if name in held or _has_text(inner, defs):
                        held[name] = self._fill(inner, held.get(name), f"{path}.{name}", defs)
                return {name: value for name, value in held.items() if value is not LEFT_OUT}
            case _:
                inner = part["additionalProperties"]
                held = given if isinstance(given, dict) else dict.fromkeys(given or ())
                return {key: self._fill(inner, one, path, defs) for key, one in held.items()}


def kinds_with_text() -> set[str]:
    """Every kind of command that can carry a text."""
    return {kind for kind in _classes() if texts_of(kind)}


def texts_of(kind: str) -> set[str]:
    """Names of all texts a command can carry."""
    schema = _schema(kind)
    defs = schema.get("$defs", {})
    found: set[str] = set()
    for name, part in schema["properties"].items():
        if name not in _HEAD:
            found |= set(_paths(part, f"{kind}.{name}", defs))
    return found


@dataclass(frozen=True)
class Sealed:
    """A sealed field of a recorded event, with the markers in it."""

    engagement: str
    event: AnyEvent
    field: str
    audience: Audience
    markers: frozenset[str]

    @property
    def place(self) -> str:
        """The field by kind of event and name."""
        return f"{self.event.kind}.{self.field}"


def sealed_places() -> set[str]:
    """Every sealed field of every class of event."""
    return {
        f"{event.model_fields['kind'].default}.{name}"
        for event in EVENT_CLASSES
        for name in event.model_fields
        if mark_of(event, name) is not None
    }


def sealed_in(engagement: str, events: Iterable[AnyEvent]) -> list[Sealed]:
    """The sealed fields of what was recorded, empty ones too."""
    found = []
    for event in events:
        for name in type(event).model_fields:
            mark = mark_of(type(event), name)
            if mark is not None:
                held = frozenset(found_in(str(getattr(event, name))))
                found.append(Sealed(engagement, event, name, mark.audience, held))
    return found


def found_in(text: str) -> set[str]:
    """Every marker that stands in a text."""
    return set(_WHOLE.findall(text))


def forms_of(word: str) -> list[bytes]:
    """A word as it may lie in a file: plain, in hexadecimal, in base64 at any offset, UTF-16."""
    plain = word.encode()
    forms = [plain, plain.hex().encode(), word.encode("utf-16-le")]
    for offset in range(3):
        whole = base64.b64encode(b"\0" * offset + plain)
        # The first and last characters depend on what stands beside the word.
        forms.append(whole[(offset * 8 + 5) // 6 : len(whole) - 4])
    return forms


def _classes() -> dict[str, type[BaseModel]]:
    return {str(cls.model_fields["kind"].default): cls for cls in get_args(AnyCommand)}


def _schema(kind: str) -> dict[str, Any]:
    return _classes()[kind].model_json_schema()


def _options(part: dict[str, Any]) -> list[dict[str, Any]]:
    found = part.get("anyOf") or part.get("oneOf") or []
    return [option for option in found if option.get("type") != "null"]


def _resolved(part: dict[str, Any], given: Any, defs: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in part or _options(part):
        if "$ref" in part:
            part = defs[part["$ref"].rpartition("/")[2]]
            continue
        options = [_resolved(option, given, defs) for option in _options(part)]
        part = next((o for o in options if _is_it(o, given)), options[0])
    return part


def _is_it(option: dict[str, Any], given: Any) -> bool:
    consts = {k: p["const"] for k, p in option.get("properties", {}).items() if "const" in p}
    return isinstance(given, dict) and all(given.get(k) == v for k, v in consts.items())


def _has_text(part: dict[str, Any], defs: dict[str, Any]) -> bool:
    return bool(list(_paths(part, "", defs)))


def _paths(part: dict[str, Any], path: str, defs: dict[str, Any]) -> Iterator[str]:
    if "$ref" in part:
        part = defs[part["$ref"].rpartition("/")[2]]
    for option in _options(part):
        yield from _paths(option, path, defs)
    if part.get("type") == "string" and part.get("minLength"):
        yield path
    elif part.get("type") == "array":
        yield from _paths(part.get("items", {}), path, defs)
    elif "properties" in part:
        for name, inner in part["properties"].items():
            yield from _paths(inner, f"{path}.{name}", defs)
    elif isinstance(part.get("additionalProperties"), dict):
        yield from _paths(part["additionalProperties"], path, defs)
