"""Enrollment: learner and coach say how committed they are (Toolkit, ch. 6; Flaherty, 2010).

Each speaks for themselves, names what could stand in the way, and each barrier gets an answer; the
checkpoints at which they are asked are in `checkpoints.py`. A no is a no, of a mandated learner's
too: the others learn that enrollment was not reached, nothing more.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import NOBODY, PAIR, Audience, Confidential, Plain
from domain.base.messages import Command, EntryRef, Event
from domain.base.model import EntryId, Frozen, Text
from domain.base.refusals import Refusal
from domain.base.roles import Participation, Role
from domain.engagement.entries import EntryMade, MakeEntry, head, made
from domain.engagement.parties import acting_as, model_of, require_live, require_not_closed
from domain.engagement.records.setting_up import BarrierAnswer, Commitment, Mandate
from domain.engagement.standing import Outcome
from domain.engagement.state import Answer, Engagement
from domain.engagement.topics import checkpoints, mandate, parting
from domain.engagement.topics.session_outcomes import SessionCancelled

Level = Annotated[int, Field(ge=0, le=10, strict=True)]
"""Commitment from 0 (none) to 10 (whole)."""


class NamedBarrier(Frozen):
    """What could stand in the way, and the answer found to it, if one was."""

    what: Text
    answer: Text | None = None


class DeclareCommitment(MakeEntry):
    """Say how committed you are, to what, and what could stand in the way."""

    kind: Literal["declare_commitment"] = "declare_commitment"
    level: Level
    committed_to: Text
    barriers: Annotated[tuple[NamedBarrier, ...], Field(max_length=20)] = ()


class CommitmentDeclared(EntryMade):
    """Someone declared their commitment: own words; the other knows that they were said."""

    kind: Literal["commitment_declared"] = "commitment_declared"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    level: Annotated[int | None, Confidential(NOBODY, blank=None)]
    committed_to: Annotated[Text, Confidential(NOBODY)]
    barriers: Annotated[tuple[NamedBarrier, ...], Confidential(NOBODY, blank=[])]


class AnswerBarrier(MakeEntry):
    """Say what is done about a barrier of your own: the commitment's id, a slash, its number."""

    kind: Literal["answer_barrier"] = "answer_barrier"
    barrier: EntryRef
    answer: Text


class BarrierAnswered(EntryMade):
    """A barrier has an answer."""

    kind: Literal["barrier_answered"] = "barrier_answered"
    known_to: ClassVar[Audience] = NOBODY
    handed_on: ClassVar[bool] = False
    barrier: Annotated[EntryRef, Plain()]
    answer: Annotated[Text, Confidential(NOBODY)]


class DeclineCoaching(Command):
    """Say no to coaching. A mandated learner's no is a no."""

    kind: Literal["decline_coaching"] = "decline_coaching"
    reason: Text | None = None


class CoachingDeclined(Event):
    """The learner declined; kept for the learner alone."""

    kind: Literal["coaching_declined"] = "coaching_declined"
    known_to: ClassVar[Audience] = NOBODY
    handed_on: ClassVar[bool] = False
    reason: Annotated[Text | None, Confidential(NOBODY)]


EnrollmentCommand = DeclareCommitment | AnswerBarrier | DeclineCoaching
EnrollmentEvent = CommitmentDeclared | BarrierAnswered | CoachingDeclined
Outcomes = EnrollmentEvent | checkpoints.CheckpointEvent | parting.PartingEvent | SessionCancelled


def decide(state: Engagement, c: EnrollmentCommand, agency: Agency) -> tuple[Outcomes, ...]:
    """What a word on commitment comes to.

    Raises `Refusal`: `mandate_first`, `barriers_stay`, `unknown_entry`, `not_author`; and as
    `acting_as`, `require_live`, `made`, `require_not_closed`.
    """
    match c:
        case DeclareCommitment():
            return _declare(state, c, agency)
        case AnswerBarrier():
            return _answer(state, c)
        case DeclineCoaching():
            return _decline(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: EnrollmentEvent) -> Engagement:
    """The state after a word on commitment; at an open checkpoint a person's latest counts."""
    match e:
        case CommitmentDeclared():
            barriers = tuple(
                f"{e.entry_id}/{n}"
                for n, barrier in enumerate(e.barriers, start=1)
                if barrier.answer is None
            )
            said = Commitment(**head(state, e), level=e.level, barriers=barriers)
            return _answered(state.with_record(said), e)
        case BarrierAnswered():
            return state.with_record(BarrierAnswer(**head(state, e), barrier=e.barrier))
        case CoachingDeclined():
            return state
        case _:
            assert_never(e)


def _answered(state: Engagement, e: CommitmentDeclared) -> Engagement:
    """The word of now counts at an open checkpoint; a correction only of what was said at it."""
    checkpoint, said_at = state.checkpoint, state.records[e.entry_id].at
    if checkpoint is None or said_at < checkpoint.opened_at:
        return state
    before = checkpoint.answers.get(e.by)
    if before is not None and said_at < before.at:
        return state
    answers = {**checkpoint.answers, e.by: Answer(at=said_at, level=e.level)}
    return replace(state, checkpoint=replace(checkpoint, answers=answers))


def _declare(
    state: Engagement, c: DeclareCommitment, agency: Agency
) -> tuple[CommitmentDeclared | checkpoints.CheckpointEvent, ...]:
    """Nobody is enrolled by somebody else's word.

    A low word at any time opens a checkpoint if none is open, and counts in it; so does a barrier
    named without its answer, and the first word where coaching is mandated. Raises `Refusal`:
    `mandate_first`, `barriers_stay`, and as `made`.
    """
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_live(state)
    mandated = state.participation is Participation.MANDATED
    explained = any(c.by in one.about for one in state.every(Mandate))
    if role is Role.LEARNER and mandated and not explained:
        raise Refusal("mandate_first")
    declared = made(CommitmentDeclared, state, c, role, Commitment, about=_own(state, c, role))
    if c.corrects is not None:
        _keeps_barriers(state, c, c.corrects)
    before = _in_doubt(state, c, agency)
    if not before and state.every(Mandate):
        before = mandate.by_mandate(state, c, agency)
    after = evolve(checkpoints.folded(state, before), declared)
    return (*before, declared, *checkpoints.verdict(after, c))


def _in_doubt(
    state: Engagement, c: DeclareCommitment, agency: Agency
) -> tuple[checkpoints.CheckpointOpened, ...]:
    """The checkpoint that a word opens if none is open; not while closing.

    A word below the threshold does, and one with a barrier that waits for its answer. The reason
    given says neither.
    """
    low = c.level < agency.settings.commitment_threshold
    barred = any(barrier.answer is None for barrier in c.barriers)
    asked = state.checkpoint is not None or model_of(state).is_closing(state.stage)
    if asked or not (low or barred):
        return ()
    return (checkpoints.open_checkpoint(state, c, agency, "asked_again"),)


def _keeps_barriers(state: Engagement, c: DeclareCommitment, corrected: EntryId) -> None:
    """A barrier once named stays until answered: a correction may say it otherwise, not drop it.

    Raises `Refusal`: `barriers_stay` with how many there are.
    """
    waiting = checkpoints.open_barriers(state)
    named = [int(one.rpartition("/")[2]) for one in waiting if one.startswith(f"{corrected}/")]
    if len(c.barriers) < max(named, default=0):
        raise Refusal("barriers_stay", barriers=max(named))


def _own(state: Engagement, c: Command, role: Role) -> tuple[str, ...]:
    """A learner's word is about themselves, the coach's about everyone coached."""
    return (c.by,) if role is Role.LEARNER else state.active_learners


def _answer(
    state: Engagement, c: AnswerBarrier
) -> tuple[BarrierAnswered | checkpoints.CheckpointPassed | checkpoints.EnrollmentAtRisk, ...]:
    """Only who named a barrier reads it, so only they answer it: `unknown_entry`, `not_author`."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_live(state)
    named = {barrier: said.by for said in state.every(Commitment) for barrier in said.barriers}
    if c.barrier not in named:
        raise Refusal("unknown_entry", entry=c.barrier)
    if named[c.barrier] != c.by:
        raise Refusal("not_author")
    event = made(BarrierAnswered, state, c, role, BarrierAnswer, about=_own(state, c, role))
    return (event, *checkpoints.verdict(evolve(state, event), c))


def _decline(
    state: Engagement, c: DeclineCoaching
) -> tuple[
    CoachingDeclined | parting.PartingEvent | checkpoints.CheckpointEvent | SessionCancelled, ...
]:
    """The learner's part ends as not enrolled. Raises `Refusal`: `already_closed`, `ended`."""
    role = acting_as(state, c, Role.LEARNER)
    require_not_closed(state)
    declined = CoachingDeclined.of(c, role)
    return (declined, *parting.part_ended(state, c, c.by, Outcome.NOT_ENROLLED))
