"""A mistaken entry is retracted by its author; the log keeps both, the rules count one."""

from typing import Annotated, Literal

from domain.acts import Command, Event
from domain.confidential import Audience, Confidential
from domain.model import EntryId, Text
from domain.refusals import Refusal
from domain.roles import Role
from domain.rules.acting import acting_as, require_open
from domain.state import Engagement, RecordOf


class RetractEntry(Command):
    """Take back an entry of one's own; to correct it, record it anew."""

    kind: Literal["retract_entry"] = "retract_entry"
    entry: EntryId
    reason: Text


class EntryRetracted(Event):
    """An entry no longer counts."""

    kind: Literal["entry_retracted"] = "entry_retracted"
    entry: EntryId
    record: RecordOf
    reason: Annotated[Text, Confidential(Audience.PAIR)]


def retract(state: Engagement, c: RetractEntry) -> tuple[Event, ...]:
    """Only the author, only what is there."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH, Role.SUPERVISOR, Role.COORDINATOR)
    require_open(state)
    if c.entry not in state.entries:
        raise Refusal("unknown_entry", entry=c.entry)
    record, author = state.entries[c.entry]
    if author != c.by:
        raise Refusal("not_author")
    return (EntryRetracted.of(c, role, record=record),)
