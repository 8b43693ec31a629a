"""What commands and events have in common: who, when, in what role, through whom.

What is true of a kind of command or event stands on its class: whether only the engine may do it,
what work of the process it belongs to, who may know of it and from when, whether it is a sign of
life, which of its fields name people or entries.
"""

from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel

from domain.base.confidential import NOBODY, Audience
from domain.base.model import EntryId, Frozen, Instant, PersonId
from domain.base.roles import Role


class Refers(Enum):
    """Marks a field that names a person or an entry of the engagement, by id."""

    PERSON = "person"
    ENTRY = "entry"


PersonRef = Annotated[PersonId, Refers.PERSON]
EntryRef = Annotated[EntryId, Refers.ENTRY]


@cache
def references(model: type[BaseModel]) -> dict[str, Refers]:
    """The fields of a command or event that name people or entries, lists of them included."""
    found: dict[str, Refers] = {}
    for name, field in model.model_fields.items():
        marks = [item for item in field.metadata if isinstance(item, Refers)]
        marks += _marks(field.annotation)
        if marks:
            found[name] = marks[0]
    return found


def _marks(annotation: Any) -> list[Refers]:
    marks = [item for item in getattr(annotation, "__metadata__", ()) if isinstance(item, Refers)]
    for inner in getattr(annotation, "__args__", ()):
        marks += _marks(inner)
    return marks


class Via(StrEnum):
    """How an act reached the log."""

    SELF = "self"
    OPERATOR = "operator"
    """Somebody with the operator's tool acted in the person's name; the log says so."""
    SYSTEM = "system"
    """A system of the agency acted by a token that this person made for it."""
    ENGINE = "engine"


class Command(Frozen):
    """A wish to act. Subclasses add `kind`; the same `command_id` is carried out at most once."""

    engine_only: ClassVar[bool] = False
    """Whether only the engine does this; people are never offered it."""
    work: ClassVar[str | None] = None
    """The work of the process model that must be open, in this stage or an earlier one."""

    command_id: str
    by: PersonId
    at: Instant
    via: Via = Via.SELF


class Event(Frozen):
    """A fact recorded for good. Subclasses add `kind` (its wire name, never changed)."""

    known_to: ClassVar[Audience] = NOBODY
    """Who may know that this happened, and from when; nobody unless the class says so."""
    topic: ClassVar[str] = ""
    """What the agreement may narrow (`agreement.TOPICS_NARROWED`), if it is such a thing."""
    handed_on: ClassVar[bool] = True
    """Whether a coach who comes later reads it too (not so what passed between the two before)."""
    subject: ClassVar[str] = "entry_id"
    """The field that names the entry on which a release depends: its own, or one it answers."""
    sign_of_life: ClassVar[bool] = True
    """Whether this, done by learner or coach, breaks a silence."""

    at: Instant
    by: PersonId
    role: Role
    via: Via = Via.SELF

    @classmethod
    def of(cls, command: Command, role: Role, **more: Any) -> Self:
        """The event that says what `command` said; `more` overrides and adds.

        An event's `entry_id` is the id of the command that made the entry. What follows by itself
        from somebody's act is the engine's: through whom that act came is not passed on.
        Raises pydantic's ValidationError where a field is missing or wrong.
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
