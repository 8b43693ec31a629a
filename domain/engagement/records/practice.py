"""Entries of practice: sessions, observation, reflection, conversation, evaluation."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.base.model import EntryId, Instant, PersonId
from domain.base.roles import Form, Medium
from domain.engagement.records.record import Record

SessionOutcomeKind = Literal["held", "missed", "cancelled"]


@dataclass(frozen=True, kw_only=True)
class Session(Record):
    """A coaching session that was planned; its outcome is an entry of its own."""

    record: Literal["session"] = "session"
    starts: Instant
    minutes: int
    form: Form


@dataclass(frozen=True, kw_only=True)
class SessionOutcome(Record):
    """A session was held, missed or cancelled; `absent`: learners without whom it was held."""

    record: Literal["session_outcome"] = "session_outcome"
    session: EntryId
    outcome: SessionOutcomeKind
    absent: tuple[PersonId, ...] = ()

    def held_with(self, learner: PersonId) -> bool:
        """Whether this learner was there."""
        return self.outcome == "held" and learner not in self.absent

    def missed_by(self, learner: PersonId) -> bool:
        """Whether this learner missed it, alone or with everybody."""
        return self.outcome == "missed" or learner in self.absent


@dataclass(frozen=True, kw_only=True)
class Demonstration(Record):
    """The learner watched the skill done by somebody expert in it."""

    record: Literal["demonstration"] = "demonstration"


@dataclass(frozen=True, kw_only=True)
class Waiver(Record):
    """Somebody does without a demonstration in this cycle."""

    record: Literal["waiver"] = "waiver"


@dataclass(frozen=True, kw_only=True)
class Observation(Record):
    """A learner was observed; `carried_to` is the cycle it is talked over in, if another one."""

    record: Literal["observation"] = "observation"
    medium: Medium
    carried_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reflection(Record):
    """A learner reflected in writing."""

    record: Literal["reflection"] = "reflection"


@dataclass(frozen=True, kw_only=True)
class Preparation(Record):
    """The coach prepared for the conversation."""

    record: Literal["preparation"] = "preparation"


@dataclass(frozen=True, kw_only=True)
class Conversation(Record):
    """A coaching conversation on the observations it `covers` (none twice)."""

    record: Literal["conversation"] = "conversation"
    covers: tuple[EntryId, ...]


@dataclass(frozen=True, kw_only=True)
class RungGiven(Record):
    """A rung of the ladder of feedback was given in, or after, a conversation."""

    record: Literal["rung"] = "rung"
    rung: str
    conversation: EntryId


@dataclass(frozen=True, kw_only=True)
class SharedReflection(Record):
    """A peer shared a reflection."""

    record: Literal["shared_reflection"] = "shared_reflection"


@dataclass(frozen=True, kw_only=True)
class NextStep(Record):
    """A step somebody promised, with its day."""

    passes_on: ClassVar[bool] = True
    record: Literal["next_step"] = "next_step"
    owner: PersonId
    text: str
    due: date


@dataclass(frozen=True, kw_only=True)
class StepCompletion(Record):
    """A step was taken."""

    record: Literal["step_completion"] = "step_completion"
    step: EntryId


@dataclass(frozen=True, kw_only=True)
class Rating(Record):
    """A learner rated a goal."""

    record: Literal["rating"] = "rating"
    goal: EntryId


@dataclass(frozen=True, kw_only=True)
class Assessment(Record):
    """Somebody assessed how the two work together."""

    record: Literal["assessment"] = "assessment"


@dataclass(frozen=True, kw_only=True)
class ScalingQuestion(Record):
    """A question that is answered by a number from 0 to 10, again and again."""

    record: Literal["scaling_question"] = "scaling_question"


@dataclass(frozen=True, kw_only=True)
class ScalingAnswer(Record):
    """A learner answered a scaling question."""

    record: Literal["scaling_answer"] = "scaling_answer"
    scaling_question: EntryId


@dataclass(frozen=True, kw_only=True)
class AnsweredInstrument(Record):
    """A questionnaire that was answered, in whole or in part; which version of it."""

    record: Literal["answered_instrument"] = "answered_instrument"
    instrument: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Review(Record):
    """The cycle was looked back on."""

    record: Literal["review"] = "review"


@dataclass(frozen=True, kw_only=True)
class PauseRequest(Record):
    """Learner or coach asked the coordinator for a pause."""

    record: Literal["pause_request"] = "pause_request"


@dataclass(frozen=True, kw_only=True)
class JournalEntry(Record):
    """The coach kept their journal."""

    record: Literal["journal"] = "journal"


@dataclass(frozen=True, kw_only=True)
class RequestNote(Record):
    """The coach noted that something was asked which the agreement does not hold."""

    record: Literal["request_note"] = "request_note"


PracticeRecord = (
    Session
    | SessionOutcome
    | Demonstration
    | Waiver
    | Observation
    | Reflection
    | Preparation
    | Conversation
    | RungGiven
    | SharedReflection
    | NextStep
    | StepCompletion
    | Rating
    | Assessment
    | AnsweredInstrument
    | ScalingQuestion
    | ScalingAnswer
    | Review
    | PauseRequest
    | JournalEntry
    | RequestNote
)
