"""Enrollment: learner and coach say how committed they are (Toolkit, ch. 6; Flaherty, 2010).

A checkpoint opens by itself at joint planning, at each new cycle, at a change of coach, and when
coaching stalls. While it is open the stage can't be left forward. Below the agency's threshold, or
unanswered by its due date, the engagement is at risk: the coordinator sees that, never why.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.acts import PAIR_ONLY, Command, Event
from domain.agency import Agency
from domain.confidential import Audience, Confidential
from domain.duty import ENGINE
from domain.model import EntryId, Frozen, Instant, PersonId, Text
from domain.refusals import Refusal
from domain.roles import Role
from domain.rules.acting import acting_as, require_live
from domain.rules.ending import ended_by_engine
from domain.stages import Outcome
from domain.state import Barrier, Checkpoint, Declared, Engagement

Level = Annotated[int, Field(ge=0, le=10, strict=True)]
"""Commitment from 0 (none) to 10 (whole)."""


class NamedBarrier(Frozen):
    """What could stand in the way, and the answer found to it, if one was."""

    what: Text
    answer: Text | None = None


class DeclareCommitment(Command):
    """Say how committed one is, to what, and what could stand in the way."""

    kind: Literal["declare_commitment"] = "declare_commitment"
    level: Level
    committed_to: Text
    barriers: Annotated[tuple[NamedBarrier, ...], Field(max_length=20)] = ()


class CommitmentDeclared(Event):
    """Someone declared their commitment; only learner and coach know."""

    kind: Literal["commitment_declared"] = "commitment_declared"
    seen_by: ClassVar[frozenset[Role]] = PAIR_ONLY
    entry_id: EntryId
    level: Annotated[int | None, Confidential(Audience.PAIR, blank=None)]
    committed_to: Annotated[Text, Confidential(Audience.PAIR)]
    barriers: Annotated[tuple[NamedBarrier, ...], Confidential(Audience.PAIR, blank=[])]


class AnswerBarrier(Command):
    """Say what is done about a barrier: `barrier_id` is the declaration's id, a slash, a number."""

    kind: Literal["answer_barrier"] = "answer_barrier"
    barrier_id: str
    answer: Text


class BarrierAnswered(Event):
    """A barrier has an answer."""

    kind: Literal["barrier_answered"] = "barrier_answered"
    seen_by: ClassVar[frozenset[Role]] = PAIR_ONLY
    barrier_id: str
    answer: Annotated[Text, Confidential(Audience.PAIR)]


class DeclineCoaching(Command):
    """The learner says no. A mandated learner's no is a no."""

    kind: Literal["decline_coaching"] = "decline_coaching"
    reason: Text | None = None


class CoachingDeclined(Event):
    """The learner declined; kept for the learner alone."""

    kind: Literal["coaching_declined"] = "coaching_declined"
    seen_by: ClassVar[frozenset[Role]] = frozenset({Role.LEARNER})
    reason: Annotated[Text | None, Confidential(Audience.LEARNER)]


class CheckpointOpened(Event):
    """Learner and coach are asked for their commitment."""

    kind: Literal["checkpoint_opened"] = "checkpoint_opened"
    number: int
    reason: str
    due: Instant


class CheckpointPassed(Event):
    """Everyone asked is committed; the engagement is no longer at risk."""

    kind: Literal["checkpoint_passed"] = "checkpoint_passed"
    number: int


class EnrollmentAtRisk(Event):
    """Enrollment was not reached or not answered in time; which of the two is not said."""

    kind: Literal["enrollment_at_risk"] = "enrollment_at_risk"
    number: int


class NoticeStall(Command):
    """The engine notices that coaching stalls, and asks for commitment anew (ch. 4, challenges)."""

    kind: Literal["notice_stall"] = "notice_stall"
    reason: Literal["silence", "next_step_overdue"]


class MarkCheckpointOverdue(Command):
    """The engine notices that a checkpoint was not answered by its due date."""

    kind: Literal["mark_checkpoint_overdue"] = "mark_checkpoint_overdue"


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


def asked(state: Engagement) -> tuple[PersonId, ...]:
    """Who is asked at a checkpoint: every active learner and the coach."""
    coach = (state.coach,) if state.coach and state.coach not in state.active_learners else ()
    return state.active_learners + coach


def passed(state: Engagement, checkpoint: Checkpoint, agency: Agency) -> bool:
    """Everyone asked declared at or over the threshold, and every barrier has an answer."""
    threshold = agency.settings.commitment_threshold
    people = asked(state)
    return state.coach is not None and all(
        person in checkpoint.declared and checkpoint.declared[person].reaches(threshold)
        for person in people
    )


def declare(state: Engagement, c: DeclareCommitment, agency: Agency) -> tuple[Event, ...]:
    """Nobody is enrolled by somebody else's word: each declares for themselves."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_live(state)
    event = CommitmentDeclared.of(c, role)
    if state.checkpoint is None:
        return (event,)
    barriers = tuple(
        Barrier(barrier_id=f"{c.command_id}/{n}", answered=b.answer is not None)
        for n, b in enumerate(c.barriers, start=1)
    )
    declared = Declared(at=c.at, level=c.level, barriers=barriers)
    after = state.checkpoint.model_copy(
        update={"declared": {**state.checkpoint.declared, c.by: declared}}
    )
    return (event, *_verdict(state, c, after, agency))


def answer_barrier(state: Engagement, c: AnswerBarrier, agency: Agency) -> tuple[Event, ...]:
    """Either of the two may find the answer; the last one found may pass the checkpoint."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_live(state)
    checkpoint = state.checkpoint
    known = (
        {b.barrier_id for d in checkpoint.declared.values() for b in d.barriers}
        if (checkpoint)
        else set()
    )
    if checkpoint is None or c.barrier_id not in known:
        raise Refusal("unknown_entry", entry=c.barrier_id)
    after = with_answer(checkpoint, c.barrier_id)
    return (BarrierAnswered.of(c, role), *_verdict(state, c, after, agency))


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


def _verdict(
    state: Engagement, c: Command, checkpoint: Checkpoint, agency: Agency
) -> tuple[Event, ...]:
    """What the declarations so far come to: passed, at risk, or nothing yet."""
    by_engine = {"by": ENGINE, "number": checkpoint.number}
    if passed(state, checkpoint, agency):
        return (CheckpointPassed.of(c, Role.ENGINE, **by_engine),)
    threshold = agency.settings.commitment_threshold
    low = any(d.level is not None and d.level < threshold for d in checkpoint.declared.values())
    if low and not state.at_risk:
        return (EnrollmentAtRisk.of(c, Role.ENGINE, **by_engine),)
    return ()


def decline(state: Engagement, c: DeclineCoaching) -> tuple[Event, ...]:
    """The others learn that enrollment was not reached, nothing more: the engine says so."""
    role = acting_as(state, c, Role.LEARNER)
    if not state.live:
        require_live(state)
    return (
        CoachingDeclined.of(c, role),
        ended_by_engine(c, Outcome.NOT_ENROLLED),
    )


def notice_stall(state: Engagement, c: NoticeStall, agency: Agency) -> tuple[Event, ...]:
    """One checkpoint at a time."""
    acting_as(state, c, Role.ENGINE)
    require_live(state)
    if state.checkpoint is not None:
        return ()
    return (open_checkpoint(state, c, agency, c.reason),)


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
