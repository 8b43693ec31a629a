"""What commands and events have in common: who, when, in what role, through whom."""

from enum import StrEnum
from typing import Any, ClassVar, Self

from domain.base.model import Frozen, Instant, PersonId
from domain.base.roles import Role

EVERYONE = frozenset(Role) - {Role.LEADERSHIP}
"""Everyone with a part in the engagement; leadership has none."""
PROGRESS = EVERYONE - {Role.SUPERVISOR}
"""How it goes with enrollment is the coordinator's to watch, not the supervisor's."""
PAIR_ONLY = frozenset({Role.LEARNER, Role.COACH})
COACH_ONLY = frozenset({Role.COACH})


class Via(StrEnum):
    """How an act reached the log."""

    SELF = "self"
    OPERATOR = "operator"
    """Somebody with the operator's tool acted in the person's name; the log says so."""
    ENGINE = "engine"


class Command(Frozen):
    """A wish to act. Subclasses add `kind`; the same `command_id` is carried out at most once."""

    command_id: str
    by: PersonId
    at: Instant
    via: Via = Via.SELF


class Event(Frozen):
    """A fact recorded for good. Subclasses add `kind` (its wire name, never changed).

    `seen_by`: the roles that may know that this happened at all.
    """

    seen_by: ClassVar[frozenset[Role]] = EVERYONE

    at: Instant
    by: PersonId
    role: Role
    via: Via = Via.SELF

    @classmethod
    def of(cls, command: Command, role: Role, **more: Any) -> Self:
        """The event that says what `command` said; `more` overrides and adds.

        An event's `entry_id` is the id of the command that made the entry. What follows by itself
        from somebody's act is the engine's: through whom that act came is not told along.
        """
        said = {
            name: getattr(command, name)
            for name in cls.model_fields
            if name != "kind" and name in type(command).model_fields
        }
        if "entry_id" in cls.model_fields:
            said["entry_id"] = command.command_id
        if role is Role.ENGINE:
            said["via"] = Via.ENGINE
        return cls.model_validate({**said, "role": role, **more})
