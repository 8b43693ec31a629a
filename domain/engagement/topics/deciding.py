"""Deciding how to go on at the end of a cycle (Toolkit, table 6.5, step 6).

All that the gate asks for is there before; each observation is talked over before its cycle is
decided on, or carried into the next by name. The process model says to which stage each decision
leads. A new cycle asks for commitment anew.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Plain, Release
from domain.base.messages import Command, EntryRef, Event
from domain.base.refusals import Refusal
from domain.engagement.cycles import undiscussed
from domain.engagement.entries import find
from domain.engagement.gates.gate import missing
from domain.engagement.parties import (
    model_of,
    moving_as,
    require_live,
    require_work,
    requirement_unmet,
)
from domain.engagement.records.practice import Observation
from domain.engagement.state import Cycle, Engagement
from domain.engagement.topics.checkpoints import CheckpointOpened, open_checkpoint
from domain.engagement.topics.entering import (
    ClosingStarted,
    StageEntered,
    enter,
    enter_closing,
)
from domain.process.decisions import Decision
from domain.process.vocabulary import Work

_DECISION = replace(PAIR, supervisor=Release.DECISION_TAKEN, coordinator=Release.DECISION_TAKEN)


class DecideNext(Command):
    """What comes after this cycle; `carry` names observations to be talked over in the next."""

    kind: Literal["decide_next"] = "decide_next"
    work: ClassVar[str] = Work.DECIDING
    decision: Decision
    carry: tuple[EntryRef, ...] = ()


class NextDecided(Event):
    """Coach and learner decided how to go on."""

    kind: Literal["next_decided"] = "next_decided"
    known_to: ClassVar[Audience] = _DECISION
    decision: Annotated[Decision, Plain()]
    cycle: Annotated[int, Plain()]
    carried: Annotated[tuple[EntryRef, ...], Plain(PAIR)] = ()


class CycleStarted(Event):
    """A new cycle of practice, reflection and feedback began."""

    kind: Literal["cycle_started"] = "cycle_started"
    known_to: ClassVar[Audience] = _DECISION
    number: Annotated[int, Plain()]


DecidingEvent = NextDecided | CycleStarted


def decide_next(
    state: Engagement, c: DecideNext, agency: Agency
) -> tuple[DecidingEvent | StageEntered | ClosingStarted | CheckpointOpened, ...]:
    """What a decision comes to.

    Raises `Refusal`: `closing_already`, `no_coach_to_change`, `observation_undiscussed`,
    `observation_discussed`; as `moving_as` and `require_work`; and `RequirementUnmet` while
    anything but the decision is wanting.
    """
    role = moving_as(state, c)
    require_live(state)
    model = model_of(state)
    if model.is_closing(state.stage):
        raise Refusal("closing_already")
    require_work(state, Work.DECIDING)
    if c.decision is Decision.ANOTHER_COACH and state.coach is None:
        raise Refusal("no_coach_to_change")
    _nothing_left_over(state, c)
    decided = NextDecided.of(
        c, role, cycle=state.cycle.number, carried=tuple(dict.fromkeys(c.carry))
    )
    wanting = missing(evolve(state, decided), agency)
    if wanting:
        raise requirement_unmet(state, wanting)
    if model.is_closing(model.decisions[c.decision]):
        return (decided, *enter_closing(state, c, role, ()))
    events = (
        decided,
        CycleStarted.of(c, role, number=state.cycle.number + 1),
        enter(state, c, role, model.stage(model.decisions[c.decision])),
    )
    if state.checkpoint is not None:
        return events
    reason = "coach_change" if c.decision is Decision.ANOTHER_COACH else "new_cycle"
    return (*events, open_checkpoint(state, c, agency, reason))


def evolve(state: Engagement, e: DecidingEvent) -> Engagement:
    """The state after a decision, or after a cycle began."""
    match e:
        case NextDecided():
            decided = replace(state.cycle, decision=e.decision)
            carried = {
                entry: replace(one, carried_to=e.cycle + 1)
                for entry in e.carried
                if isinstance(one := state.records.get(entry), Observation)
            }
            return replace(
                state,
                cycles=(*state.cycles[:-1], decided),
                records={**state.records, **carried},
            )
        case CycleStarted():
            return _cycle_started(state, e)
        case _:
            assert_never(e)


def _cycle_started(state: Engagement, e: CycleStarted) -> Engagement:
    """A fresh cycle; where another coach was decided on, the former one leaves with the old."""
    cycles = (*state.cycles, Cycle(number=e.number, started=e.at))
    if state.cycle.decision is not Decision.ANOTHER_COACH or state.coach is None:
        return replace(state, cycles=cycles)
    former = tuple(dict.fromkeys((*state.former_coaches, state.coach)))
    return replace(state, cycles=cycles, coach=None, former_coaches=former)


def _nothing_left_over(state: Engagement, c: DecideNext) -> None:
    """Each observation is talked over before, or named in `carry`; closing carries nothing on.

    Raises `Refusal`: `observation_undiscussed`, `observation_discussed`, and as `find`.
    """
    waiting = {one.entry_id for one in undiscussed(state)}
    for entry in c.carry:
        find(state, entry, Observation)
        if entry not in waiting:
            raise Refusal("observation_discussed", observation=entry)
    carried = frozenset[str]() if c.decision is Decision.CLOSING else frozenset(c.carry)
    if waiting - carried:
        raise Refusal("observation_undiscussed", observations=tuple(sorted(waiting - carried)))
