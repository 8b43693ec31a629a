"""Reads `docker-compose.yml` as `docker compose` would, for running its services without Docker."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[2] / "docker-compose.yml"
_VARIABLE = re.compile(r"\$(?:\$|\{(?P<name>\w+)(?P<rule>:[?-])?(?P<rest>[^}]*)\})")


def read(given: Mapping[str, str]) -> dict[str, Any]:
    """The file with its variables filled in. Raises `KeyError` naming one that is missing."""
    document: dict[str, Any] = _filled(yaml.safe_load(FILE.read_text("utf-8")), given)
    return document


def required() -> set[str]:
    """Names of the variables that must be given."""
    text = FILE.read_text("utf-8")
    secrets = {one["environment"] for one in yaml.safe_load(text)["secrets"].values()}
    return secrets | {match["name"] for match in _VARIABLE.finditer(text) if match["rule"] == ":?"}


def _filled(value: Any, given: Mapping[str, str]) -> Any:
    match value:
        case dict():
            return {name: _filled(one, given) for name, one in value.items()}
        case list():
            return [_filled(one, given) for one in value]
        case str():
            return _VARIABLE.sub(lambda found: _one(found, given), value)
        case _:
            return value


def _one(found: re.Match[str], given: Mapping[str, str]) -> str:
    if found["name"] is None:
        return "$"
    if found["name"] in given:
        return given[found["name"]]
    if found["rule"] == ":?":
        raise KeyError(found["name"])
    return str(found["rest"])
