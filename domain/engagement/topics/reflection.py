"""The learner reflects in writing, the coach prepares in private (Toolkit, table 6.5, step 4).

Reflections answer cue prompts (Toolkit, table 4.4, after Cox, 2005, and Johns' model).
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.base.confidential import Audience, Confidential
from domain.base.messages import COACH_ONLY, Command, Event
from domain.base.model import EntryId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_stage
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement
from domain.instruments import CUE_PROMPTS


class WriteReflection(Command):
    """Answer cue prompts, by their keys; `private` is what the learner keeps to themselves."""

    kind: Literal["write_reflection"] = "write_reflection"
    answers: Annotated[dict[str, Text], Field(min_length=1)]
    private: Text | None = None


class ReflectionWritten(Event):
    """The learner wrote a reflection on this cycle."""

    kind: Literal["reflection_written"] = "reflection_written"
    entry_id: EntryId
    cycle: int
    answers: Annotated[dict[str, Text], Confidential(Audience.PAIR, blank={})]
    private: Annotated[Text | None, Confidential(Audience.LEARNER)]


class PrepareConversation(Command):
    """The coach's own preparation: patterns, influences, what to suggest."""

    kind: Literal["prepare_conversation"] = "prepare_conversation"
    note: Text


class ConversationPrepared(Event):
    """The coach prepared; what they wrote is theirs."""

    kind: Literal["conversation_prepared"] = "conversation_prepared"
    entry_id: EntryId
    note: Annotated[Text, Confidential(Audience.COACH)]


class KeepJournal(Command):
    """The coach's journal on their own part (Toolkit, ch. 4, the coach's journal)."""

    kind: Literal["keep_journal"] = "keep_journal"
    note: Text


class JournalKept(Event):
    """The coach wrote in their journal; nobody else is told."""

    kind: Literal["journal_kept"] = "journal_kept"
    seen_by: ClassVar[frozenset[Role]] = COACH_ONLY
    entry_id: EntryId
    note: Annotated[Text, Confidential(Audience.COACH)]


def write(state: Engagement, c: WriteReflection) -> tuple[Event, ...]:
    """Only the learner writes it, through prompts there are."""
    role = acting_as(state, c, Role.LEARNER)
    require_stage(state, Stage.PRACTICE)
    unknown = tuple(sorted(set(c.answers) - set(CUE_PROMPTS)))
    if unknown:
        raise Refusal("unknown_prompts", prompts=unknown, known=tuple(CUE_PROMPTS))
    return (ReflectionWritten.of(c, role, cycle=state.cycle.number),)


def prepare(state: Engagement, c: PrepareConversation) -> tuple[Event, ...]:
    """The coach prepares once there is something to prepare for."""
    role = acting_as(state, c, Role.COACH)
    require_stage(state, Stage.PRACTICE)
    return (ConversationPrepared.of(c, role),)


def keep_journal(state: Engagement, c: KeepJournal) -> tuple[Event, ...]:
    """At any time while coaching goes on."""
    role = acting_as(state, c, Role.COACH)
    require_stage(state, Stage.INITIAL_INTEREST)
    return (JournalKept.of(c, role),)
