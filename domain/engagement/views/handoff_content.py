"""What a sustainability handoff says, frozen when it is produced: what the learner saw is sent."""

from datetime import date

from domain.base.model import Frozen, Instant, Text
from domain.engagement.views.papers import NextStepLine


class HandoffContent(Frozen):
    """The part of a handoff that comes from the engagement; names are added when it is mailed."""

    skill: Text
    goals: tuple[Text, ...]
    results: Text | None
    what_helps: tuple[Text, ...]
    supported_by: Text
    promised: Text
    next_steps: tuple[NextStepLine, ...]
    follow_ups: tuple[date, ...]
    missing: tuple[str, ...]
    produced_at: Instant
