"""Enrollment checkpoints: when they open by themselves, when they are passed, when lost.

A checkpoint opens at joint planning, at each new cycle, at a change of coach, when closing is given
up, and when coaching stalls (Toolkit, ch. 4, enrollment challenges). While it is open no stage is
left forward. Below the agency's threshold, or unanswered by its due date, the engagement is at
risk: the coordinator sees that, never why. A threshold the agency moves counts for the checkpoints
that are open; nobody is asked anew because of it.
"""

from typing import Annotated, ClassVar, Literal

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential
from domain.base.messages import PAIR_ONLY, PROGRESS, Command, Event
from domain.base.model import Instant, PersonId
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_live
from domain.engagement.duties.duty import ENGINE
from domain.engagement.parts import Barrier, Checkpoint
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement


class CheckpointOpened(Event):
    """Learner and coach are asked for their commitment."""

    kind: Literal["checkpoint_opened"] = "checkpoint_opened"
    seen_by: ClassVar[frozenset[Role]] = PROGRESS
    number: int
    reason: Annotated[str, Confidential(Audience.PAIR)]
    """A key: what gave rise to it tells how coaching goes, so the pair alone reads it."""
    due: Instant


class CheckpointPassed(Event):
    """Everyone asked is committed; the engagement is no longer at risk."""

    kind: Literal["checkpoint_passed"] = "checkpoint_passed"
    seen_by: ClassVar[frozenset[Role]] = PROGRESS
    number: int


class EnrollmentAtRisk(Event):
    """Enrollment was not reached or not answered in time; which of the two is not said."""

    kind: Literal["enrollment_at_risk"] = "enrollment_at_risk"
    seen_by: ClassVar[frozenset[Role]] = PROGRESS
    number: int


class NoticeStall(Command):
    """The engine notices that coaching stalls, and asks for commitment anew (ch. 4, challenges)."""

    kind: Literal["notice_stall"] = "notice_stall"
    reason: Literal["silence", "next_step_overdue"]


class MarkCheckpointOverdue(Command):
    """The engine notices that a checkpoint was not answered by its due date."""

    kind: Literal["mark_checkpoint_overdue"] = "mark_checkpoint_overdue"


class ReviewCheckpoint(Command):
    """The engine looks again at an open checkpoint, since the agency moved its threshold."""

    kind: Literal["review_checkpoint"] = "review_checkpoint"


class CheckpointOverdue(Event):
    """The due date of the open checkpoint has passed."""

    kind: Literal["checkpoint_overdue"] = "checkpoint_overdue"
    seen_by: ClassVar[frozenset[Role]] = PAIR_ONLY
    number: int


def open_checkpoint(state: Engagement, c: Command, agency: Agency, reason: str) -> CheckpointOpened:
    """The event that opens the next checkpoint, due after the agency's number of days."""
    return CheckpointOpened.of(
        c,
        Role.ENGINE,
        by=ENGINE,
        number=state.checkpoints + 1,
        reason=reason,
        due=state.after(c.at, agency.settings.checkpoint_days),
    )


def can_stall(state: Engagement) -> bool:
    """Stalling is looked for while there is coaching to stall."""
    return state.stage not in (Stage.INITIAL_INTEREST, Stage.CLOSING)


def asked(state: Engagement) -> tuple[PersonId, ...]:
    """Who is asked at a checkpoint: every active learner and the coach."""
    coach = (state.coach,) if state.coach and state.coach not in state.active_learners else ()
    return state.active_learners + coach


def low(state: Engagement, checkpoint: Checkpoint, agency: Agency) -> bool:
    """Somebody asked declared less than the threshold."""
    said = (checkpoint.declared.get(person) for person in asked(state))
    levels = [d.level for d in said if d is not None and d.level is not None]
    return any(level < agency.settings.commitment_threshold for level in levels)


def passed(state: Engagement, checkpoint: Checkpoint, agency: Agency) -> bool:
    """Everyone asked declared at or over the threshold, and every barrier has an answer."""
    threshold = agency.settings.commitment_threshold
    people = asked(state)
    return state.coach is not None and all(
        person in checkpoint.declared and checkpoint.declared[person].reaches(threshold)
        for person in people
    )


def with_answer(checkpoint: Checkpoint, barrier_id: str) -> Checkpoint:
    """The checkpoint with one barrier answered."""
    declared = {
        person: d.model_copy(
            update={
                "barriers": tuple(
                    Barrier(barrier_id=b.barrier_id, answered=True)
                    if b.barrier_id == barrier_id
                    else b
                    for b in d.barriers
                )
            }
        )
        for person, d in checkpoint.declared.items()
    }
    return checkpoint.model_copy(update={"declared": declared})


def verdict(
    state: Engagement, c: Command, checkpoint: Checkpoint, agency: Agency
) -> tuple[Event, ...]:
    """What the declarations so far come to: passed, at risk, or nothing yet."""
    by_engine = {"by": ENGINE, "number": checkpoint.number}
    if passed(state, checkpoint, agency):
        return (CheckpointPassed.of(c, Role.ENGINE, **by_engine),)
    if low(state, checkpoint, agency) and not state.at_risk:
        return (EnrollmentAtRisk.of(c, Role.ENGINE, **by_engine),)
    return ()


def notice_stall(state: Engagement, c: NoticeStall, agency: Agency) -> tuple[Event, ...]:
    """One checkpoint at a time."""
    acting_as(state, c, Role.ENGINE)
    require_live(state)
    if state.checkpoint is not None:
        return ()
    return (open_checkpoint(state, c, agency, c.reason),)


def review(state: Engagement, c: ReviewCheckpoint, agency: Agency) -> tuple[Event, ...]:
    """What was declared counts by the threshold of now."""
    acting_as(state, c, Role.ENGINE)
    require_live(state)
    return verdict(state, c, state.checkpoint, agency) if state.checkpoint else ()


def mark_overdue(state: Engagement, c: MarkCheckpointOverdue) -> tuple[Event, ...]:
    """Overdue is noted once; at risk is said once until enrollment is regained."""
    role = acting_as(state, c, Role.ENGINE)
    require_live(state)
    checkpoint = state.checkpoint
    if checkpoint is None or checkpoint.overdue:
        return ()
    overdue = CheckpointOverdue.of(c, role, number=checkpoint.number)
    if state.at_risk:
        return (overdue,)
    return (overdue, EnrollmentAtRisk.of(c, role, number=checkpoint.number))
