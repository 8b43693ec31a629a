"""What acts there are and what fields each takes, read off the commands' own types."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from domain.words import WORDS
from services.acts.kinds import HEAD, Refers, acts, agency_acts, references

_Schema = dict[str, Any]
_FORMATS = {"date": "day, as 2027-03-01", "date-time": "day and time, as 2027-03-01T09:00"}
_TYPES = {"string": "text", "boolean": "true or false", "number": "number", "null": "nothing"}


@dataclass(frozen=True)
class Field:
    """One field of an act, in words; `name` is dotted as `do` takes it."""

    name: str
    required: bool
    type: str


def all_acts() -> list[tuple[str, str]]:
    """(name, first sentence of what it means), in the order of the stages."""
    return [(name, summary(cls)) for name, cls in (*agency_acts().items(), *acts().items())]


def summary(cls: type[BaseModel]) -> str:
    """The first line of what an act means."""
    return (cls.__doc__ or "").strip().splitlines()[0]


def fields_of(cls: type[BaseModel]) -> list[Field]:
    """What the act takes, nested fields by their dotted names."""
    schema = cls.model_json_schema()
    refers = references(cls)
    return list(_fields(_own(schema), schema.get("$defs", {}), "", refers))


def template(cls: type[BaseModel]) -> dict[str, Any]:
    """The act's fields as JSON to fill in, for `do --from`."""
    schema = cls.model_json_schema()
    filled: dict[str, Any] = _sample(_own(schema), schema.get("$defs", {}))
    return filled


def keys_of(field: str) -> dict[str, str]:
    """What the keys of a field of names and values stand for; empty where any name will do."""
    from domain.agency.agency import TOPICS
    from domain.instruments import CUE_PROMPTS
    from domain.instruments.goal_forms import FINAL_QUESTIONS
    from domain.instruments.shelf import rubrics

    match field:
        case "topics":
            return {topic: WORDS.say(f"choice.topics.{topic}") for topic in TOPICS}
        case "answers":
            return dict(CUE_PROMPTS)
        case "confirmed":
            return {key: WORDS.say(f"choice.confirmed.{key}") for key in FINAL_QUESTIONS}
        case "ratings" | "examples":
            return {
                item.key: f"{one.title}: {item.text}"
                for one in rubrics().values()
                for item in one.items
            }
        case "noted":
            return {
                question.key: f"{one.title}: {question.asks}"
                for one in rubrics().values()
                for question in one.questions
            }
        case _:
            return {}


def _own(schema: _Schema) -> _Schema:
    hidden = HEAD | {"agency_id"}
    return {
        **schema,
        "properties": {k: v for k, v in schema["properties"].items() if k not in hidden},
    }


def _fields(
    schema: _Schema, defs: _Schema, before: str, refers: Mapping[str, Refers]
) -> Iterator[Field]:
    required = set(schema.get("required", ()))
    for name, part in schema["properties"].items():
        full = before + name
        variants = [_resolved(p, defs) for p in _variants(part, defs)]
        objects = [v for v in variants if "properties" in v]
        if not objects:
            meant = refers.get(name)
            words = " or ".join(dict.fromkeys(_words(v, defs, meant) for v in variants))
            # What tells one kind of value from another has a default, and must be said.
            needed = name in required or (bool(before) and "const" in part)
            yield Field(full, needed, words + _known(name))
        for n, inner in enumerate(objects):
            if n:
                yield Field("or", False, "")
            yield from _fields(inner, defs, f"{full}.", {})


def _variants(part: _Schema, defs: _Schema) -> list[_Schema]:
    for many in ("anyOf", "oneOf"):
        if many in part:
            return [p for p in part[many] if p.get("type") != "null"]
    return [_resolved(part, defs)]


def _resolved(part: _Schema, defs: _Schema) -> _Schema:
    while "$ref" in part:
        part = defs[part["$ref"].rpartition("/")[2]]
    return part


def _words(part: _Schema, defs: _Schema, meant: Refers | None = None) -> str:
    if "enum" in part:
        return " | ".join(str(v) for v in part["enum"])
    if "const" in part:
        return str(part["const"])
    match part.get("type"):
        case "array":
            inner = _resolved(part.get("items", {}), defs)
            if "properties" in inner:
                return f"list of {{{', '.join(inner['properties'])}}}"
            return f"list of {_words(inner, defs, meant)}"
        case "object":
            return "names and values"
        case "integer":
            low, high = part.get("minimum"), part.get("maximum")
            return f"whole number, {low} to {high}" if high is not None else "whole number"
        case "string" if part.get("format") in _FORMATS:
            return _FORMATS[part["format"]]
        case "string" if meant is Refers.PERSON:
            return "e-mail address"
        case "string" if meant is Refers.ENTRY:
            return "entry, by its id's beginning"
        case kind:
            return _TYPES.get(str(kind), str(kind))


def _known(field: str) -> str:
    """Names a field takes that are kept as data."""
    from domain.agency.agency import TOPICS
    from domain.instruments import CUE_PROMPTS
    from domain.instruments.shelf import rubrics

    match field:
        case "topics":
            return f": {', '.join(TOPICS)}"
        case "answers":
            return f": {', '.join(CUE_PROMPTS)}"
        case "rubric":
            return f": {' | '.join(rubrics())}"
        case "ratings" | "examples":
            skills = {k: [item.key for item in one.items] for k, one in rubrics().items()}
            return "; " + "; ".join(f"{k}: {', '.join(v)}" for k, v in skills.items() if v)
        case "noted":
            asked = {k: [one.key for one in r.questions] for k, r in rubrics().items()}
            return "; " + "; ".join(f"{k}: {', '.join(v)}" for k, v in asked.items() if v)
        case _:
            return ""


def _sample(schema: _Schema, defs: _Schema, field: str = "") -> Any:
    part = _resolved(_variants(schema, defs)[0], defs)
    if "properties" in part:
        # What may be left out is left out: an empty text would be taken for an answer.
        fixed = {name for name, inner in part["properties"].items() if "const" in inner}
        wanted = fixed.union(part.get("required", ()))
        return {
            name: _sample(inner, defs, name)
            for name, inner in part["properties"].items()
            if name in wanted
        }
    if "const" in part:
        return part["const"]
    if part.get("type") == "array":
        return [_sample(part.get("items", {}), defs)]
    if part.get("type") == "object":
        names = _known(field).partition(": ")[2].partition(";")[0].split(", ")
        return {name: "" for name in names if name}
    # Empty, so that nothing is recorded that nobody chose.
    return ""
