"""Fields of an act as they are typed: `name=value`, `goal.scale=smart`, or a JSON file."""

import copy
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from domain.calendar.moments import existing_local_time
from services.troubles import BadFile, BadUsage, NotFound

_LARGEST = 1_000_000


class GivenTwice(ValueError):
    """A name occurs twice in one JSON object, so that one of its values would be lost."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise GivenTwice(repr(name[:60]))
        found[name] = value
    return found


def typed(pairs: list[str]) -> dict[str, Any]:
    """`name=value` words as fields; a dot in a name goes one level down.

    A value that begins with `{`, `[` or is `null` is read as JSON, everything else is text, which
    the act's own types make into numbers and days.
    """
    fields: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        steps = [step.strip() for step in name.split(".")]
        if not equals or not all(steps):
            raise BadUsage(f"{pair[:60]!r} is not a field", "Write fields as name=value.")
        place = fields
        for step in steps[:-1]:
            place = place.setdefault(step, {})
            if not isinstance(place, dict):
                raise BadUsage(f"{name} goes below {step}, which has a value", "Give one of them.")
        if steps[-1] in place:
            raise BadUsage(f"{name} is given twice", "Give it once.")
        place[steps[-1]] = _value(value)
    return fields


def from_file(source: str | None) -> dict[str, Any]:
    """The JSON object of a file, or of stdin for `-`. Raises `BadFile`, `NotFound`."""
    if source is None:
        return {}
    called = "stdin" if source == "-" else source
    try:
        data = sys.stdin.buffer.read(_LARGEST + 1) if source == "-" else _bytes(Path(source))
        fields = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_each_once)
    except OSError as error:
        raise BadFile(f"{called} can't be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise BadFile(f"{called} is not UTF-8 text", "Save it as UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadFile(f"{called} is not JSON ({where}: {error.msg})") from None
    except GivenTwice as twice:
        raise BadFile(f"{called} gives {twice} twice", "Give it once.") from None
    except (ValueError, RecursionError):
        raise BadFile(f"{called} is not JSON that can be read") from None
    if not isinstance(fields, dict):
        raise BadFile(
            f"{called} must hold one JSON object with the act's fields",
            "`coaching acts ACT --template` prints one to fill in.",
        )
    return fields


def in_own_types(fields: dict[str, Any], error: ValidationError, zone: ZoneInfo) -> dict[str, Any]:
    """Fields with text made into what the error says is wanted, where the text says it plainly.

    A time without its offset is meant in `zone`. Raises `Refusal`: `hour_skipped`.
    """
    better = copy.deepcopy(fields)
    for one in error.errors(include_url=False):
        if not isinstance(one["input"], str):
            continue
        try:
            value = _wanted(one["type"], one["input"], zone)
        except (ValueError, RecursionError):
            continue
        *way, last = one["loc"]
        place: Any = better
        for step in way:
            # A step that is not there is the name of a kind, which errors say and fields do not.
            if isinstance(place, dict):
                place = place.get(step, place)
            elif isinstance(place, list) and isinstance(step, int):
                place = place[step]
        if isinstance(place, dict) and last in place:
            place[str(last)] = value
    return better


def _wanted(kind: str, text: str, zone: ZoneInfo) -> Any:
    if kind in ("int_type", "float_type", "bool_type"):
        return json.loads(text)
    if kind == "timezone_aware" and len(text) > len("2027-03-01"):
        return existing_local_time(datetime.fromisoformat(text), zone)
    return text


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise NotFound(f"there is no file {path}")
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise BadFile(f"{path} is too large for the fields of an act")
    return data


def _value(text: str) -> Any:
    if text == "null" or text.startswith(("{", "[")):
        try:
            return json.loads(text, object_pairs_hook=_each_once)
        except GivenTwice as twice:
            raise BadUsage(f"{twice} is given twice", "Give it once.") from None
        except (ValueError, RecursionError):
            return text
    return text
