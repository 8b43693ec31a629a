"""What a sustainability handoff says, fixed when it is produced: what the learner saw is sent."""

from datetime import date

from domain.base.model import Frozen, Instant, PersonId, Text


class GoalLine(Frozen):
    """A goal as agreed: what is aimed at, how it is measured, by what day."""

    statement: Text
    measure: Text
    due: date


class StepLine(Frozen):
    """A step somebody promised, with its day."""

    text: Text
    due: date


class FollowUpLine(Frozen):
    """A day on which the supervisor is asked how the learning lasts, so many days after closing."""

    days: int
    day: date


class HandoffContent(Frozen):
    """The part of a handoff that comes from the engagement; names are added when it is shown.

    `promised` is the promise last signed, `promised_by` whoever signed it (None: nobody did).
    `unseen`: the learner could not be reached, so nothing of the learner's own is in it.
    """

    skill: Text
    goals: tuple[GoalLine, ...]
    results: Text | None
    what_helps: tuple[Text, ...]
    promised: Text | None
    promised_by: PersonId | None
    supported_by: Text | None
    next_steps: tuple[StepLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    development_plan: bool
    unseen: bool
    produced_at: Instant
