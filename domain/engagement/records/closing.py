"""Entries of debriefing, disclosing, closing and following up."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.base.model import EntryId, Instant, PersonId
from domain.engagement.records.record import Record
from domain.engagement.views.development_plan_content import DevelopmentPlanContent
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
    """Something confidential was disclosed; the learner knows of it once it is safe to tell."""

    retractable: ClassVar[bool] = False
    record: Literal["disclosure"] = "disclosure"
    to: PersonId | None
    safe_to_tell: bool
    told: bool = False
    """It was unsafe at first, and the author said since that it is safe."""
    duty_to_report: bool = False
    report_due: Instant | None
    reported: bool = False


@dataclass(frozen=True, kw_only=True)
class Concern(Record):
    """A concern about coach or management, for whom the agreement names."""

    record: Literal["concern"] = "concern"
    handler: PersonId


@dataclass(frozen=True, kw_only=True)
class ConcernAnswer(Record):
    """Whoever handles a concern answered it."""

    record: Literal["concern_answer"] = "concern_answer"
    concern: EntryId


@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """Coach and supervisor met to close."""

    record: Literal["meeting"] = "meeting"
    supervisor: PersonId
    development_plan_wanted: bool


@dataclass(frozen=True, kw_only=True)
class Results(Record):
    """What a learner chose to tell, and which steps to show (None: all that are open).

    Told anew it is another `revision`; a handoff names the one it was made of.
    """

    retractable: ClassVar[bool] = False
    record: Literal["results"] = "results"
    revision: int
    results: str | None
    what_helps: tuple[str, ...]
    steps: tuple[EntryId, ...] | None


@dataclass(frozen=True, kw_only=True)
class Unreachable(Record):
    """The coach goes on without a learner who could not be reached, after the agency's wait.

    `over` once the learner told of results after all.
    """

    retractable: ClassVar[bool] = False
    record: Literal["unreachable"] = "unreachable"
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class Handoff(Record):
    """A version of one learner's handoff, and how far it has come."""

    retractable: ClassVar[bool] = False
    record: Literal["handoff"] = "handoff"
    version: int
    unseen: bool
    """Made without the learner, who could not be reached."""
    results_revision: int
    """The telling of results it was made of; 0 where it was made without the learner."""
    content: HandoffContent | None
    """None once disposed of."""
    seen_at: Instant | None = None
    delivered_at: Instant | None = None
    acknowledged_at: Instant | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUpAnswer(Record):
    """The supervisor answered a follow-up."""

    record: Literal["follow_up_answer"] = "follow_up_answer"
    days: int


@dataclass(frozen=True, kw_only=True)
class DevelopmentPlan(Record):
    """A professional development plan for the time after coaching; None once disposed of."""

    record: Literal["development_plan"] = "development_plan"
    content: DevelopmentPlanContent | None


ClosingRecord = (
    Debrief
    | DebriefSeen
    | Disclosure
    | Concern
    | ConcernAnswer
    | Meeting
    | Results
    | Unreachable
    | Handoff
    | FollowUpAnswer
    | DevelopmentPlan
)
