"""Entering a stage, and entering the closing: what `moving.py` and `deciding.py` both come to."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.base.confidential import ALL, PAIR, Audience, Confidential, Plain
from domain.base.messages import Command, Event
from domain.base.roles import Role
from domain.engagement.gates.gate import passed_needs
from domain.engagement.parties import model_of
from domain.engagement.state import Closing, Engagement
from domain.process.models import StageModel
from domain.process.vocabulary import Work


class StageEntered(Event):
    """The engagement moved from one stage to another, by their keys."""

    kind: Literal["stage_entered"] = "stage_entered"
    known_to: ClassVar[Audience] = ALL
    stage: Annotated[str, Plain()]
    left: Annotated[str, Plain()]


class ClosingStarted(Event):
    """Closing began; `missing` are the keys of what was left undone, between learner and coach."""

    kind: Literal["closing_started"] = "closing_started"
    known_to: ClassVar[Audience] = ALL
    missing: Annotated[tuple[str, ...], Confidential(PAIR, blank=[])]


EnteringEvent = StageEntered | ClosingStarted


def evolve(state: Engagement, e: EnteringEvent) -> Engagement:
    """The state after a stage, or the closing, was entered."""
    match e:
        case StageEntered():
            return _entered(state, e)
        case ClosingStarted():
            # An open checkpoint no longer matters; who gives the closing up is asked anew.
            number = state.closing.number + 1
            begun = Closing(number=number, started_at=e.at, gaps=e.missing)
            return replace(state, closing=begun, checkpoint=None, at_risk=False)
        case _:
            assert_never(e)


def enter(state: Engagement, c: Command, role: Role, stage: StageModel) -> StageEntered:
    """The event of leaving the current stage for another one."""
    return StageEntered.of(c, role, stage=stage.key, left=state.stage)


def enter_closing(
    state: Engagement, c: Command, role: Role, missing: tuple[str, ...]
) -> tuple[StageEntered, ClosingStarted]:
    """The events of beginning to close, with what is left undone."""
    stage = model_of(state).opening(Work.CLOSING)
    return (enter(state, c, role, stage), ClosingStarted.of(c, role, missing=missing))


def _entered(state: Engagement, e: StageEntered) -> Engagement:
    """Forward nothing that was reopened is left over; back, what lies ahead is asked again there.

    Going back gives up what was decided, and a closing that had begun.
    """
    model = model_of(state)
    there = replace(state, stage=e.stage, stage_since=e.at)
    if model.number(e.stage) > model.number(e.left):
        return replace(there, reopened=())
    behind = {need.key for need in passed_needs(there)}
    undecided = replace(state.cycle, decision=None)
    return replace(
        there,
        cycles=(*state.cycles[:-1], undecided),
        closing=Closing(number=state.closing.number) if model.is_closing(e.left) else state.closing,
        reopened=tuple(key for key in state.reopened if key in behind),
    )
