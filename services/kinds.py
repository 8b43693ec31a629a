"""What is true of a kind of command: read off its class, in one place.

The lists below stand in until the commands' own classes say it (`Command.engine_only`,
`domain.base.messages.references`).
"""

from enum import Enum
from typing import get_args

from pydantic import BaseModel

from domain.base.messages import Command
from domain.engagement.commands import AnyCommand

HEAD = frozenset({*Command.model_fields, "kind"})
"""Fields that options say, or that say themselves; nobody types them as fields."""

_ENGINE_ONLY = frozenset(
    {
        "notice_stall",
        "mark_checkpoint_overdue",
        "review_checkpoint",
        "note_handoff_delivered",
        "end_following_up",
    }
)
_PEOPLE = frozenset({"coach", "supervisor", "coordinator", "owner", "learners", "about"})
_ENTRIES = frozenset({"session", "goal", "entry", "step_id", "steps", "debrief", "replaces"})


class Refers(Enum):
    """What a field names by an id."""

    PERSON = "person"
    ENTRY = "entry"


def kind_of(cls: type[BaseModel]) -> str:
    """A command's or event's name, such as `write_reflection`."""
    return str(cls.model_fields["kind"].default)


def acts() -> dict[str, type[AnyCommand]]:
    """Every act a person can do in an engagement, by its name; launching makes one first."""
    return {
        kind: cls
        for cls in get_args(AnyCommand)
        if (kind := kind_of(cls)) != "launch_engagement" and not _engine_only(cls)
    }


def references(cls: type[BaseModel]) -> dict[str, Refers]:
    """The fields that name people or entries, lists of them included."""
    found: dict[str, Refers] = {}
    for name, field in cls.model_fields.items():
        if name in _PEOPLE:
            found[name] = Refers.PERSON
        # `goal` is an entry where it is rated, and the goal itself where it is set.
        elif name in _ENTRIES and field.discriminator is None:
            found[name] = Refers.ENTRY
    return found


def _engine_only(cls: type[BaseModel]) -> bool:
    return bool(getattr(cls, "engine_only", kind_of(cls) in _ENGINE_ONLY))
