"""The fields of every act as JSON Schema, without those that the API says itself."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from services.acts.kinds import HEAD, acts

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_IN_OPENAPI = "#/components/schemas/"


def schema_of(kind: str, act: type[BaseModel]) -> dict[str, Any]:
    """One act's own schema; nothing beside its fields is taken."""
    return {"$schema": DIALECT, **_fields(kind, act, "#/$defs/{model}")}


@cache
def schemas() -> dict[str, Any]:
    """Every act's, for the OpenAPI's components, with the parts they share."""
    found: dict[str, Any] = {}
    for kind, act in acts().items():
        made = _fields(kind, act, _IN_OPENAPI + "{model}")
        found |= made.pop("$defs", {})
        found[component(kind)] = made
    return found


def component(kind: str) -> str:
    """What an act's fields are called in the OpenAPI."""
    return "".join(word.capitalize() for word in kind.split("_")) + "Fields"


def any_act() -> dict[str, Any]:
    """The body of whichever act."""
    return {"anyOf": [{"$ref": _IN_OPENAPI + component(kind)} for kind in acts()]}


def _fields(kind: str, act: type[BaseModel], template: str) -> dict[str, Any]:
    made = act.model_json_schema(ref_template=template)
    made["title"] = kind
    made["properties"] = {k: v for k, v in made["properties"].items() if k not in HEAD}
    made["required"] = [name for name in made.get("required", ()) if name not in HEAD]
    return made
