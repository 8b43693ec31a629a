"""A mistaken entry is retracted by its author; the log keeps both, the rules count one.

What others have built on is corrected by recording it anew instead: a reflection that was talked
over, a conversation that feedback was given in, a goal that was confirmed or rated, a plan that was
signed, a debrief that the learner has seen. A rung of
feedback is corrected by `give_feedback` with `corrects`; ratings, assessments, commitment and the
process by saying them again: the latest counts.
"""

from typing import Annotated, Literal

from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_open
from domain.engagement.parts import RecordOf
from domain.engagement.state import Engagement


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
    if built_on(state, c.entry):
        raise Refusal("entry_built_on", record=record.value)
    return (EntryRetracted.of(c, role, record=record),)


def built_on(state: Engagement, entry: EntryId) -> bool:
    """Whether others relied on this entry, so that it can't vanish under them."""
    talked = {r.entry_id for c in state.cycles for r in c.reflections if r.talked_over}
    fed_back = {given.conversation for c in state.cycles for given in c.rungs}
    rated = {goal for c in state.cycles for _, goal in c.rated}
    confirmed = {goal.entry_id for goal in state.goals if goal.confirmed}
    signed = {state.plan.entry_id} if state.plan and state.plan.signed else set[EntryId]()
    return entry in talked | fed_back | rated | confirmed | signed | set(state.debriefs_seen)
