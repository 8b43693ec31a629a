"""What acts there are and what fields each takes, read off the commands' own types."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from workers.operating.acting import HEAD, acts


@dataclass(frozen=True)
class Field:
    """One field of an act, in words."""

    name: str
    required: bool
    type: str


def all_acts() -> list[tuple[str, str]]:
    """(name, first sentence of what it means), in the order of the stages."""
    return [(name, summary(cls)) for name, cls in acts().items()]


def summary(cls: type[BaseModel]) -> str:
    """The first line of what an act means."""
    return (cls.__doc__ or "").strip().splitlines()[0]


def fields_of(cls: type[BaseModel]) -> list[Field]:
    """What the act takes."""
    schema = cls.model_json_schema()
    required = set(schema.get("required", ()))
    return [
        Field(name, name in required, _words(part, schema.get("$defs", {})))
        for name, part in schema["properties"].items()
        if name not in HEAD and name != "agency_id"
    ]


def _words(part: dict[str, Any], defs: dict[str, Any]) -> str:
    if "$ref" in part:
        part = defs[part["$ref"].rpartition("/")[2]]
    for many in ("anyOf", "oneOf"):
        if many in part:
            return " or ".join(_words(p, defs) for p in part[many] if p.get("type") != "null")
    if "enum" in part:
        return " | ".join(str(v) for v in part["enum"])
    if "const" in part:
        return str(part["const"])
    match part.get("type"):
        case "array":
            return f"list of {_words(part.get('items', {}), defs)}"
        case "object" if "properties" in part:
            inner = {k: _words(v, defs) for k, v in part["properties"].items()}
            return json.dumps(inner, ensure_ascii=False)
        case "object":
            return "an object of names and values"
        case "integer":
            low, high = part.get("minimum"), part.get("maximum")
            return f"whole number {low} to {high}" if low is not None else "whole number"
        case "string" if part.get("format"):
            return {"date": "day, YYYY-MM-DD", "date-time": "time, 2027-03-01T09:00-08:00"}.get(
                part["format"], str(part["format"])
            )
        case kind:
            words = {"string": "text", "boolean": "true | false"}
            return words.get(str(kind), str(kind))
