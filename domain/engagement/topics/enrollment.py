"""Enrollment: learner and coach say how committed they are (Toolkit, ch. 6; Flaherty, 2010).

Each speaks for themselves, names what could stand in the way, and each barrier gets an answer; the
checkpoints at which they are asked are in `checkpoints.py`. A no is a no, of a mandated learner's
too.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential
from domain.base.messages import PAIR_ONLY, Command, Event
from domain.base.model import EntryId, Frozen, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_live, require_not_closed
from domain.engagement.parts import Barrier, Declared
from domain.engagement.stages import Outcome
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import verdict, with_answer
from domain.engagement.topics.ending import ended_by_engine

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
    return (event, *verdict(state, c, after, agency))


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
    return (BarrierAnswered.of(c, role), *verdict(state, c, after, agency))


def decline(state: Engagement, c: DeclineCoaching) -> tuple[Event, ...]:
    """The others learn that enrollment was not reached, nothing more: the engine says so."""
    role = acting_as(state, c, Role.LEARNER)
    require_not_closed(state)
    return (CoachingDeclined.of(c, role), ended_by_engine(c, Outcome.NOT_ENROLLED))
