"""Marks in a type who may read a field; the store seals by it, `disclosure` shows by it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from pydantic import BaseModel

from domain.base.roles import Role


class Audience(Enum):
    """The roles of an engagement that a confidential field is for."""

    LEARNER = frozenset({Role.LEARNER})
    COACH = frozenset({Role.COACH})
    PAIR = frozenset({Role.LEARNER, Role.COACH})
    TRIAD = frozenset({Role.LEARNER, Role.COACH, Role.SUPERVISOR})
    STAFF = frozenset({Role.LEARNER, Role.COACH, Role.SUPERVISOR, Role.COORDINATOR})


class Consent(StrEnum):
    """What a learner may permit, each apart and each revocable; the default is no."""

    RATINGS_TO_SUPERVISOR = "ratings_to_supervisor"
    SCORES_IN_REPORTS = "scores_in_reports"


@dataclass(frozen=True)
class Confidential:
    """Annotates a field: sealed wherever it is stored, shown only to its audience.

    `blank` is what stands in its place once its key was destroyed; `widened_by` names the
    learner's consent that also lets the supervisor read it.
    """

    audience: Audience
    blank: Any = "[disposed of]"
    widened_by: Consent | None = None


Seal = Callable[[Any, Confidential], Any]


def mark_of(model: type[BaseModel], field: str) -> Confidential | None:
    """The confidentiality mark of a field, if it has one."""
    for item in model.model_fields[field].metadata:
        if isinstance(item, Confidential):
            return item
    return None


def dump(value: Any, seal: Seal) -> Any:
    """`value` as JSON-ready data, with `seal(json_value, mark)` in place of each marked field."""
    if isinstance(value, BaseModel):
        out: dict[str, Any] = {}
        for name in type(value).model_fields:
            mark = mark_of(type(value), name)
            field = getattr(value, name)
            if mark is None or field is None or field == ():
                out[name] = dump(field, seal)
            else:
                out[name] = seal(dump(field, lambda v, _: v), mark)
        return out
    if isinstance(value, dict):
        return {_key(k): dump(v, seal) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [dump(v, seal) for v in value]
    if isinstance(value, frozenset | set):
        return sorted(dump(v, seal) for v in value)
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def _key(key: Any) -> str:
    return key.value if isinstance(key, StrEnum) else str(key)
