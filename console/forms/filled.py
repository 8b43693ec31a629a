"""Values that are known already, as a form that was posted would hold them."""

from collections.abc import Mapping
from typing import Any


def filled(value: Any, path: str = "") -> dict[str, list[str]]:
    """Dotted names to texts, of JSON-ready data; what is empty is left out."""
    match value:
        case None | "":
            return {}
        case bool():
            return {path: ["yes" if value else "no"]}
        case Mapping():
            found: dict[str, list[str]] = {}
            for name, inner in value.items():
                found |= filled(inner, f"{path}.{name}" if path else str(name))
            return found
        case list() | tuple():
            found = {}
            for n, inner in enumerate(value):
                found |= filled(inner, f"{path}.{n}")
            return found
        case _:
            return {path: [str(value)]}
