"""Marks in a type who may read a field and from when; the store seals by it, views show by it.

Design, "Who may see what, and from when": denied unless a mark releases it. The author always sees
the own entry; a field left empty hides as a full one does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Any

from pydantic import BaseModel

from domain.base.roles import Role


class Release(StrEnum):
    """From when a role may see something (`views/releases.py` says when each has come)."""

    ALWAYS = "always"
    GOALS_PUT_TO_SUPERVISOR = "goals_put_to_supervisor"
    DEBRIEF_SEEN = "debrief_seen"
    HANDOFF_SEEN = "handoff_seen"
    """The learner saw the handoff, or the wait for the learner is over."""
    RATINGS_CONSENT = "ratings_consent"
    """The agreement allows it and the learner consented to this very supervisor."""
    DECISION_TAKEN = "decision_taken"
    SAFE_TO_TELL = "safe_to_tell"
    AS_RECIPIENT = "as_recipient"
    AS_CONCERN_HANDLER = "as_concern_handler"
    """Whoever handles the concern, and whoever raised it."""
    AS_ORIGINAL = "as_original"
    """Follows the entry it takes back or corrects."""


@dataclass(frozen=True)
class Audience:
    """Roles that may see something, each from when; a role that is not named never does."""

    learner: Release | None = None
    coach: Release | None = None
    supervisor: Release | None = None
    coordinator: Release | None = None

    def release(self, role: Role) -> Release | None:
        """From when this role may see it; None for never."""
        match role:
            case Role.LEARNER:
                return self.learner
            case Role.COACH:
                return self.coach
            case Role.SUPERVISOR:
                return self.supervisor
            case Role.COORDINATOR:
                return self.coordinator
            case Role.LEADERSHIP | Role.HANDLER | Role.ENGINE:
                return None


_ALWAYS = Release.ALWAYS
NOBODY = Audience()
"""Its author alone."""
PAIR = Audience(learner=_ALWAYS, coach=_ALWAYS)
PROGRESS = Audience(learner=_ALWAYS, coach=_ALWAYS, coordinator=_ALWAYS)
"""How enrollment and sessions go is the coordinator's to watch, not the supervisor's."""
TRIAD = Audience(learner=_ALWAYS, coach=_ALWAYS, supervisor=_ALWAYS)
ALL = Audience(learner=_ALWAYS, coach=_ALWAYS, supervisor=_ALWAYS, coordinator=_ALWAYS)
"""Everyone with a part in the engagement; leadership has none."""


class Consent(StrEnum):
    """What a learner may permit, each apart and each revocable; the default is no."""

    RATINGS_TO_SUPERVISOR = "ratings_to_supervisor"
    SCORES_IN_REPORTS = "scores_in_reports"


@dataclass(frozen=True)
class Confidential:
    """Annotates a field: sealed wherever it is stored, shown only to its audience.

    `blank` is what stands in its place once its key was destroyed.
    """

    audience: Audience
    blank: Any = "[disposed of]"


@dataclass(frozen=True)
class Plain:
    """Annotates a field that is stored in the open and shown to its audience.

    None: to whoever may know that the event happened.
    """

    audience: Audience | None = None


Seal = Callable[[Any, Confidential], Any]


@cache
def mark_of(model: type[BaseModel], field: str) -> Confidential | None:
    """The confidentiality mark of a field, if it has one."""
    for item in model.model_fields[field].metadata:
        if isinstance(item, Confidential):
            return item
    return None


@cache
def plain_mark_of(model: type[BaseModel], field: str) -> Plain | None:
    """The mark of a field that is stored in the open, if it has one."""
    for item in model.model_fields[field].metadata:
        if isinstance(item, Plain):
            return item
    return None


def dump(value: Any, seal: Seal) -> Any:
    """`value` as JSON-ready data, with `seal(json_value, mark)` in place of each marked field.

    An empty field is sealed as a full one is: that nothing was said is told by neither.
    """
    if isinstance(value, BaseModel):
        out: dict[str, Any] = {}
        for name in type(value).model_fields:
            mark = mark_of(type(value), name)
            field = getattr(value, name)
            if mark is None:
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
