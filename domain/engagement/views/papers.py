"""What the engine hands to people, as page-ready data (design: handoff and closing summary)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from domain.base.model import EngagementId, Frozen, Instant, Line, Text
from domain.engagement.views.development_plan_content import PlannedAction
from domain.engagement.views.handoff_content import FollowUpLine, GoalLine, StepLine


class Handoff(Frozen):
    """One learner's sustainability handoff, to supervisor and learner, once, at closing.

    Holds nothing said in coaching but what the learner chose to tell (`results`).
    `promised_by` is whoever signed the promise; `unseen`: the learner could not be reached.
    Toolkit, ch. 6, "sustainability plan" and step 7 of table 6.5.
    """

    document: Literal["handoff"] = "handoff"
    engagement_id: EngagementId
    agency: Line
    learner: Line
    supervisor: Line
    coach: Line
    version: int
    skill: Text
    goals: tuple[GoalLine, ...]
    results: Text | None
    what_helps: tuple[Text, ...]
    promised: Text | None
    promised_by: Line | None
    supported_by: Text | None
    next_steps: tuple[StepLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    development_plan: bool
    unseen: bool
    contact: Line
    produced_at: Instant


class DevelopmentPlan(Frozen):
    """A learner's professional development plan (Toolkit, table 6.5, step 7)."""

    document: Literal["development_plan"] = "development_plan"
    engagement_id: EngagementId
    agency: Line
    learner: Line
    written_by: Line
    strengths: tuple[Text, ...]
    growth_areas: tuple[Text, ...]
    actions: tuple[PlannedAction, ...]
    supports: tuple[Text, ...]
    contact: Line
    written_at: Instant


class SummaryLine(Frozen):
    """One learner's coaching that was closed, in a closing summary."""

    line: Literal["closed"] = "closed"
    engagement_id: EngagementId
    learner: Line
    skill: Text
    started: date
    closed: date
    cycles: int
    sessions: int
    ended_as: Literal["completed", "closed_early"]
    handoff: Literal["acknowledged", "waiting", "not_produced"]
    acknowledged_on: date | None
    follow_ups: tuple[date, ...]


class EndedLine(Frozen):
    """One learner's coaching that ended without a closing: that, and when; the same for all."""

    line: Literal["ended"] = "ended"
    engagement_id: EngagementId
    learner: Line
    ended: date


AnySummaryLine = Annotated[SummaryLine | EndedLine, Field(discriminator="line")]


class ClosingSummary(Frozen):
    """What a supervisor receives on the agency's schedule: what was closed or ended since."""

    document: Literal["closing_summary"] = "closing_summary"
    agency: Line
    supervisor: Line
    since: date | None
    until: date
    lines: tuple[AnySummaryLine, ...]


class DigestLine(Frozen):
    """One reminder: what waits (a key of `words/reminders.json`), for which engagement, since when.

    `learner` is named to recipients who may know; others get `reference`, a short id, since that a
    person is coached is itself confidential.
    """

    what: str
    engagement_id: EngagementId
    reference: str
    learner: Line | None = None
    due: Instant
    escalated: bool = False


class Digest(Frozen):
    """All a person is reminded of on one local day, over every engagement."""

    document: Literal["digest"] = "digest"
    name: Line
    local_date: date
    lines: tuple[DigestLine, ...]
