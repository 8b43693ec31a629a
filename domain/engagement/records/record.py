"""What all entries of an engagement have in common."""

from dataclasses import dataclass
from typing import ClassVar

from domain.base.model import EntryId, Instant, PersonId
from domain.base.roles import Role


@dataclass(frozen=True, kw_only=True)
class Record:
    """An entry. `about` are the learners it concerns, `cycle` the one it was made in.

    Subclasses add `record`, the name under which a process model asks for it.
    """

    retractable: ClassVar[bool] = True
    """Whether its author may take it back; what the engine did or others rest on can't be."""

    passes_on: ClassVar[bool] = False
    """Whether the coach may correct it and take it back once its author takes no more part."""

    entry_id: EntryId
    by: PersonId
    role: Role
    at: Instant
    about: tuple[PersonId, ...]
    cycle: int
