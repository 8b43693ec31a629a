"""Enrollment checkpoints: when they open by themselves, when they are passed, when lost.

A checkpoint opens at joint planning, at each new cycle, at a change of coach, when closing is given
up, when coaching stalls, and at a low word (Toolkit, ch. 4, enrollment challenges); where coaching
is mandated, in the first stage and after the first session too. While it is open no stage is left
forward. The coordinator learns that enrollment is at risk on its due date, or once everyone asked
has answered, whichever is first: never why.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, PROGRESS, Audience, Confidential, Plain
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Instant
from domain.base.roles import Participation, Role
from domain.engagement.duties.duty import ENGINE
from domain.engagement.parties import acting_as, asked, model_of, people_in, require_live
from domain.engagement.records.practice import SessionOutcome
from domain.engagement.records.setting_up import BarrierAnswer, Commitment
from domain.engagement.state import Checkpoint, Engagement


class NoticeStall(Command):
    """Notice that coaching stalls, and ask for commitment anew (ch. 4, challenges)."""

    kind: Literal["notice_stall"] = "notice_stall"
    engine_only: ClassVar[bool] = True
    reason: Literal["silence", "next_step_overdue"]


class MarkCheckpointOverdue(Command):
    """Notice that a checkpoint was not passed by its due date."""

    kind: Literal["mark_checkpoint_overdue"] = "mark_checkpoint_overdue"
    engine_only: ClassVar[bool] = True


class CheckpointOpened(Event):
    """Learner and coach are asked for their commitment."""

    kind: Literal["checkpoint_opened"] = "checkpoint_opened"
    known_to: ClassVar[Audience] = PROGRESS
    number: Annotated[int, Plain()]
    reason: Annotated[str, Confidential(PAIR)]
    """A key: what gave rise to it tells how coaching goes, so the pair alone reads it."""
    due: Annotated[Instant, Plain()]
    threshold: Annotated[int, Plain()]


class CheckpointPassed(Event):
    """Everyone asked is committed; the engagement is no longer at risk."""

    kind: Literal["checkpoint_passed"] = "checkpoint_passed"
    known_to: ClassVar[Audience] = PROGRESS
    number: Annotated[int, Plain()]


class EnrollmentAtRisk(Event):
    """Enrollment was not reached or not answered in time; which of the two is not said."""

    kind: Literal["enrollment_at_risk"] = "enrollment_at_risk"
    known_to: ClassVar[Audience] = PROGRESS
    number: Annotated[int, Plain()]


class CheckpointOverdue(Event):
    """The due date of the open checkpoint has passed."""

    kind: Literal["checkpoint_overdue"] = "checkpoint_overdue"
    known_to: ClassVar[Audience] = PAIR
    number: Annotated[int, Plain()]


CheckpointCommand = NoticeStall | MarkCheckpointOverdue
CheckpointEvent = CheckpointOpened | CheckpointPassed | EnrollmentAtRisk | CheckpointOverdue


def decide(state: Engagement, c: CheckpointCommand, agency: Agency) -> tuple[CheckpointEvent, ...]:
    """What the engine notices comes to. Raises `Refusal` as `acting_as` and `require_live`."""
    acting_as(state, c, Role.ENGINE)
    require_live(state)
    match c:
        case NoticeStall():
            if state.checkpoint is not None or not can_stall(state):
                return ()
            return (open_checkpoint(state, c, agency, c.reason),)
        case MarkCheckpointOverdue():
            return _mark_overdue(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: CheckpointEvent) -> Engagement:
    """The state after an event of a checkpoint."""
    match e:
        case CheckpointOpened():
            opened = Checkpoint(
                number=e.number,
                reason=e.reason,
                opened_at=e.at,
                due=e.due,
                threshold=e.threshold,
            )
            return replace(state, checkpoint=opened, checkpoints=e.number, at_risk=False)
        case CheckpointPassed():
            return replace(
                state,
                checkpoint=None,
                at_risk=False,
                checkpoints_passed=state.checkpoints_passed + 1,
                last_act_at=e.at,
            )
        case EnrollmentAtRisk():
            return replace(state, at_risk=True)
        case CheckpointOverdue():
            late = replace(state.checkpoint, overdue=True) if state.checkpoint else None
            return replace(state, checkpoint=late)
        case _:
            assert_never(e)


def open_checkpoint(state: Engagement, c: Command, agency: Agency, reason: str) -> CheckpointOpened:
    """The event that opens the next checkpoint, due after the agency's number of days."""
    return CheckpointOpened.of(
        c,
        Role.ENGINE,
        by=ENGINE,
        number=state.checkpoints + 1,
        reason=reason,
        due=state.after(c.at, agency.settings.checkpoint_days),
        threshold=agency.settings.commitment_threshold,
    )


def after_first_session(
    state: Engagement, c: Command, agency: Agency
) -> tuple[CheckpointOpened, ...]:
    """A mandated learner is asked again after the first session held (design, mandated coaching).

    `state` is that before the session. A checkpoint that nobody has answered yet does as well;
    where somebody has, that word was said before the session, and another one takes its place.
    """
    first = not any(one.outcome == "held" for one in state.every(SessionOutcome))
    if not first or not asks_more(state, agency):
        return ()
    if model_of(state).is_closing(state.stage):
        return ()
    if state.checkpoint is not None and not state.checkpoint.answers:
        return ()
    return (open_checkpoint(state, c, agency, "first_session"),)


def asks_more(state: Engagement, agency: Agency) -> bool:
    """Whether mandated coaching has more checkpoints here; the agency sets it."""
    mandated = state.participation is Participation.MANDATED
    return mandated and agency.settings.mandated_checkpoints


def can_stall(state: Engagement) -> bool:
    """Stalling is looked for while there is coaching to stall."""
    return model_of(state).stage(state.stage).can_stall


def open_barriers(state: Engagement) -> tuple[EntryId, ...]:
    """Barriers that somebody asked has named and nobody answered; they stay until answered."""
    answered = {one.barrier for one in state.every(BarrierAnswer)}
    people = asked(state)
    return tuple(
        barrier
        for said in state.every(Commitment)
        if said.by in people
        for barrier in said.barriers
        if barrier not in answered
    )


def verdict(state: Engagement, c: Command) -> tuple[CheckpointPassed | EnrollmentAtRisk, ...]:
    """What the words so far come to: passed, at risk once all have answered, or nothing yet."""
    checkpoint = state.checkpoint
    if checkpoint is None:
        return ()
    words = [checkpoint.answers.get(person) for person in asked(state)]
    levels = [word.level for word in words if word is not None and word.level is not None]
    all_answered = len(levels) == len(words) and bool(people_in(state, Role.COACH))
    committed = all(level >= checkpoint.threshold for level in levels)
    if all_answered and committed and not open_barriers(state):
        return (CheckpointPassed.of(c, Role.ENGINE, by=ENGINE, number=checkpoint.number),)
    if all_answered and not state.at_risk:
        return (EnrollmentAtRisk.of(c, Role.ENGINE, by=ENGINE, number=checkpoint.number),)
    return ()


def folded(state: Engagement, events: Iterable[CheckpointEvent]) -> Engagement:
    """The state after several events of checkpoints."""
    for event in events:
        state = evolve(state, event)
    return state


def _mark_overdue(
    state: Engagement, c: MarkCheckpointOverdue
) -> tuple[CheckpointOverdue | EnrollmentAtRisk, ...]:
    """Nothing where it was passed meanwhile, or its due date has moved on in a pause."""
    checkpoint = state.checkpoint
    if checkpoint is None or checkpoint.overdue or c.at < checkpoint.due:
        return ()
    overdue = CheckpointOverdue.of(c, Role.ENGINE, number=checkpoint.number)
    if state.at_risk:
        return (overdue,)
    return (overdue, EnrollmentAtRisk.of(c, Role.ENGINE, number=checkpoint.number))
