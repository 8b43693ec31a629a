"""Each learner reflects in writing, the coach prepares in private (Toolkit, table 6.5, step 4).

Reflections answer cue prompts (Toolkit, table 4.4, after Cox, 2005, and Johns' model).
"""

from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import NOBODY, PAIR, Audience, Confidential
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.about import about_whom
from domain.engagement.entries import EntryMade, MakeEntry, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, is_group, require_live, require_work
from domain.engagement.records.practice import JournalEntry, Preparation, Reflection
from domain.engagement.state import Engagement
from domain.instruments import CUE_PROMPTS
from domain.process.vocabulary import Work


class WriteReflection(MakeEntry):
    """Answer cue prompts, by their keys; `private` is what the learner keeps to themselves."""

    kind: Literal["write_reflection"] = "write_reflection"
    work: ClassVar[str] = Work.REFLECTING
    answers: Annotated[dict[str, Text], Field(min_length=1)]
    private: Text | None = None


class ReflectionWritten(EntryMade):
    """A learner wrote a reflection on this cycle."""

    kind: Literal["reflection_written"] = "reflection_written"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    answers: Annotated[dict[str, Text], Confidential(PAIR, blank={})]
    private: Annotated[Text | None, Confidential(NOBODY)]


class PrepareConversation(MakeEntryAbout):
    """The coach's own preparation: patterns, influences, what to suggest."""

    kind: Literal["prepare_conversation"] = "prepare_conversation"
    work: ClassVar[str] = Work.REFLECTING
    note: Text


class ConversationPrepared(EntryMade):
    """The coach prepared; what they wrote is theirs."""

    kind: Literal["conversation_prepared"] = "conversation_prepared"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    note: Annotated[Text, Confidential(NOBODY)]


class KeepJournal(MakeEntry):
    """The coach's journal on their own part (Toolkit, ch. 4, the coach's journal)."""

    kind: Literal["keep_journal"] = "keep_journal"
    note: Text


class JournalKept(EntryMade):
    """The coach wrote in their journal; nobody else is told, and it breaks no silence."""

    kind: Literal["journal_kept"] = "journal_kept"
    known_to: ClassVar[Audience] = NOBODY
    handed_on: ClassVar[bool] = False
    sign_of_life: ClassVar[bool] = False
    note: Annotated[Text, Confidential(NOBODY)]


ReflectionCommand = WriteReflection | PrepareConversation | KeepJournal
ReflectionEvent = ReflectionWritten | ConversationPrepared | JournalKept


def decide(state: Engagement, c: ReflectionCommand, agency: Agency) -> tuple[ReflectionEvent]:
    """What an act of reflecting comes to.

    Raises `Refusal`: `unknown_prompts`; and as `acting_as`, `require_work`, `made`, `about_whom`,
    `require_live`.
    """
    match c:
        case WriteReflection():
            return _write(state, c)
        case PrepareConversation():
            return _prepare(state, c)
        case KeepJournal():
            return _keep_journal(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: ReflectionEvent) -> Engagement:
    """The state after somebody reflected."""
    match e:
        case ReflectionWritten():
            return state.with_record(Reflection(**head(state, e)))
        case ConversationPrepared():
            return state.with_record(Preparation(**head(state, e)))
        case JournalKept():
            return state.with_record(JournalEntry(**head(state, e)))
        case _:
            assert_never(e)


def _write(state: Engagement, c: WriteReflection) -> tuple[ReflectionWritten]:
    """Only a learner, on their own practice, through prompts there are (`unknown_prompts`)."""
    role = acting_as(state, c, Role.LEARNER)
    require_work(state, Work.REFLECTING)
    unknown = tuple(sorted(set(c.answers) - set(CUE_PROMPTS)))
    if unknown:
        raise Refusal("unknown_prompts", prompts=unknown, known=tuple(CUE_PROMPTS))
    return (made(ReflectionWritten, state, c, role, Reflection, about=(c.by,)),)


def _prepare(state: Engagement, c: PrepareConversation) -> tuple[ConversationPrepared]:
    """The coach prepares, once there can be something to prepare for."""
    role = acting_as(state, c, Role.COACH)
    require_work(state, Work.REFLECTING)
    about = about_whom(state, c, role, whole_group=is_group(state))
    return (made(ConversationPrepared, state, c, role, Preparation, about=about),)


def _keep_journal(state: Engagement, c: KeepJournal) -> tuple[JournalKept]:
    """At any time while coaching goes on."""
    role = acting_as(state, c, Role.COACH)
    require_live(state)
    return (made(JournalKept, state, c, role, JournalEntry, about=()),)
