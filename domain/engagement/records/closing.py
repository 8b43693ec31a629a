"""Entries of debriefing, disclosing, closing and following up."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.base.model import EntryId, Instant, PersonId
from domain.engagement.records.record import Record
from domain.engagement.views.handoff_content import HandoffContent


@dataclass(frozen=True, kw_only=True)
class Debrief(Record):
    """Progress was summed up for the supervisor; a joint one counts as seen."""

    record: Literal["debrief"] = "debrief"
    revision: int
    joint: bool


@dataclass(frozen=True, kw_only=True)
class DebriefSeen(Record):
    """A learner saw a debrief as it stood."""

    retractable: ClassVar[bool] = False
    record: Literal["debrief_seen"] = "debrief_seen"
    debrief: EntryId
    revision: int


@dataclass(frozen=True, kw_only=True)
class Disclosure(Record):
    """Something confidential was disclosed; `safe_to_tell` is when the learner may know."""

    retractable: ClassVar[bool] = False
    record: Literal["disclosure"] = "disclosure"
    to: PersonId | None
    safe_to_tell: bool
    report_due: Instant | None
    reported: bool


@dataclass(frozen=True, kw_only=True)
class Concern(Record):
    """A concern about coach or management, for whom the agreement names."""

    record: Literal["concern"] = "concern"
    handler: PersonId
    answered: bool = False


@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """Coach and supervisor met to close."""

    record: Literal["meeting"] = "meeting"
    development_plan_wanted: bool


@dataclass(frozen=True, kw_only=True)
class Results(Record):
    """What a learner chose to tell; `hidden_steps` stay out of the handoff."""

    record: Literal["results"] = "results"
    results: str | None
    what_helps: tuple[str, ...]
    hidden_steps: tuple[EntryId, ...]


@dataclass(frozen=True, kw_only=True)
class Unreachable(Record):
    """The coach goes on without a learner who could not be reached, after the agency's wait."""

    retractable: ClassVar[bool] = False
    record: Literal["unreachable"] = "unreachable"


@dataclass(frozen=True, kw_only=True)
class Handoff(Record):
    """A version of one learner's handoff, and how far it has come."""

    retractable: ClassVar[bool] = False
    record: Literal["handoff"] = "handoff"
    version: int
    content: HandoffContent | None
    """None once disposed of."""
    seen_at: Instant | None = None
    delivered_at: Instant | None = None
    acknowledged_at: Instant | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUpAnswer(Record):
    """The supervisor answered a follow-up."""

    record: Literal["follow_up_answer"] = "follow_up_answer"
    day: date


@dataclass(frozen=True, kw_only=True)
class DevelopmentPlan(Record):
    """A professional development plan for the time after coaching."""

    record: Literal["development_plan"] = "development_plan"


ClosingRecord = (
    Debrief
    | DebriefSeen
    | Disclosure
    | Concern
    | Meeting
    | Results
    | Unreachable
    | Handoff
    | FollowUpAnswer
    | DevelopmentPlan
)
