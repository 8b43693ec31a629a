"""What the engine hands to people, as page-ready data (design: handoff and closing summary)."""

from datetime import date
from typing import Literal

from domain.base.model import EngagementId, Frozen, Instant, Line, Text


class NextStepLine(Frozen):
    """A step somebody promised, with its day."""

    text: str
    due: date
    done: bool


class Handoff(Frozen):
    """The sustainability handoff, to supervisor and learner, once, at closing.

    Holds nothing said in coaching but what the learner chose to tell (`results`).
    Toolkit, ch. 6, "sustainability plan" and step 7 of table 6.5.
    """

    document: Literal["handoff"] = "handoff"
    engagement_id: EngagementId
    agency: Line
    learner: Line
    supervisor: Line
    coach: Line
    skill: Text
    goals: tuple[Text, ...]
    results: Text | None
    what_helps: tuple[Text, ...]
    supported_by: Text
    promised: Text
    next_steps: tuple[NextStepLine, ...]
    follow_ups: tuple[date, ...]
    contact: Line
    missing: tuple[str, ...]
    produced_at: Instant


class SummaryLine(Frozen):
    """One engagement in a closing summary."""

    engagement_id: EngagementId
    learner: Line
    skill: Text
    started: date
    closed: date
    cycles: int
    sessions: int
    ended_as: str
    handoff: Literal["acknowledged", "waiting", "not_produced"]
    acknowledged_on: date | None
    follow_ups: tuple[date, ...]


class ClosingSummary(Frozen):
    """What a supervisor receives on the agency's schedule: engagements closed since the last."""

    document: Literal["closing_summary"] = "closing_summary"
    agency: Line
    supervisor: Line
    since: date | None
    until: date
    lines: tuple[SummaryLine, ...]


class DigestLine(Frozen):
    """One reminder: what waits (a key of `words/reminders.json`), for which engagement, since when.

    `reference` is a short id, since that a person is coached is itself confidential.
    """

    what: str
    engagement_id: EngagementId
    reference: str
    due: Instant
    escalated: bool = False


class Digest(Frozen):
    """All a person is reminded of on one local day, over every engagement."""

    document: Literal["digest"] = "digest"
    name: Line
    local_date: date
    lines: tuple[DigestLine, ...]
