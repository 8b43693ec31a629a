"""Moving between the seven stages: forward through a gate, back at any time.

Only leaving a stage forward is gated (`domain.process` says by what); an evaluation is left by a
decision; closing may be started by coach or learner from anywhere, what is then missing is noted.
"""

from typing import Literal

from domain.agency.agency import Agency
from domain.base.messages import Command, Event
from domain.base.refusals import Refusal, RequirementUnmet
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_live, require_not_closed
from domain.engagement.gates.gate import missing
from domain.engagement.stages import Decision, Stage
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import open_checkpoint
from domain.engagement.topics.closing import EngagementClosed, closing_roles


class AdvanceStage(Command):
    """Leave the current stage forward. `leaving` guards against advancing twice by mistake."""

    kind: Literal["advance_stage"] = "advance_stage"
    leaving: Stage | None = None


class GoBack(Command):
    """Go back to an earlier stage, at any time and for any reason."""

    kind: Literal["go_back"] = "go_back"
    to: Stage


class StageEntered(Event):
    """The engagement moved to a stage."""

    kind: Literal["stage_entered"] = "stage_entered"
    stage: Stage
    left: Stage


class DecideNext(Command):
    """What comes after this evaluation."""

    kind: Literal["decide_next"] = "decide_next"
    decision: Decision


class NextDecided(Event):
    """Coach and learner decided how to go on."""

    kind: Literal["next_decided"] = "next_decided"
    decision: Decision
    cycle: int


class CycleStarted(Event):
    """A new cycle of practice, reflection and feedback began."""

    kind: Literal["cycle_started"] = "cycle_started"
    number: int


class StartClosing(Command):
    """Begin closing from whatever stage the engagement is in."""

    kind: Literal["start_closing"] = "start_closing"


class ClosingStarted(Event):
    """Closing began; `missing` are the keys of what was left undone."""

    kind: Literal["closing_started"] = "closing_started"
    missing: tuple[str, ...]


def advance(state: Engagement, c: AdvanceStage, agency: Agency) -> tuple[Event, ...]:
    """The coach advances once nothing is missing; before a coach is known nobody can.

    Where there is none at closing, the learner closes. An evaluation is left by its decision.
    """
    role = acting_as(state, c, *closing_roles(state))
    require_live(state)
    if c.leaving is not None and c.leaving is not state.stage:
        raise Refusal("stage_already_left", stage=state.stage.value, leaving=c.leaving.value)
    wanting = missing(state, agency)
    if wanting:
        raise RequirementUnmet(*wanting)
    if state.stage is Stage.CLOSING:
        return (EngagementClosed.of(c, role, missing=state.closing.missing),)
    entered = StageEntered.of(c, role, stage=state.stage.following, left=state.stage)
    if state.stage is Stage.INITIAL_INTEREST and state.checkpoint is None:
        return (entered, open_checkpoint(state, c, agency, "joint_planning"))
    return (entered,)


def go_back(state: Engagement, c: GoBack, agency: Agency) -> tuple[Event, ...]:
    """Back only, also in a pause: forward is what `advance_stage` is for.

    What was recorded in the cycle stays. Who gives a closing up begins anew, so commitment is asked
    anew; once the handoff is delivered there is no way back, since it is delivered once.
    """
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_not_closed(state)
    if c.to.number >= state.stage.number:
        raise Refusal("not_back", stage=state.stage.value, to=c.to.value)
    if state.closing.delivered_at is not None:
        raise Refusal("handoff_delivered")
    back = StageEntered.of(c, role, stage=c.to, left=state.stage)
    if state.stage is Stage.CLOSING and c.to is not Stage.INITIAL_INTEREST:
        return (back, open_checkpoint(state, c, agency, "closing_given_up"))
    return (back,)


def decide_next(state: Engagement, c: DecideNext, agency: Agency) -> tuple[Event, ...]:
    """The evaluation is complete before it is left; a new cycle asks for commitment anew."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_live(state)
    if state.stage is not Stage.EVALUATION:
        raise Refusal("too_early", stage=state.stage.value, needed=Stage.EVALUATION.value)
    wanting = tuple(key for key in missing(state, agency) if key != "decision")
    if wanting:
        raise RequirementUnmet(*wanting)
    decided = NextDecided.of(c, role, cycle=state.cycle.number)
    if c.decision is Decision.CLOSING:
        entered = StageEntered.of(c, role, stage=Stage.CLOSING, left=state.stage)
        return (decided, entered, ClosingStarted.of(c, role, missing=()))
    goes_to = Stage.PRACTICE if c.decision is Decision.ANOTHER_CYCLE else Stage.JOINT_PLANNING
    events: tuple[Event, ...] = (
        decided,
        CycleStarted.of(c, role, number=state.cycle.number + 1),
        StageEntered.of(c, role, stage=goes_to, left=state.stage),
    )
    if state.checkpoint is None:
        reason = "coach_change" if c.decision is Decision.ANOTHER_COACH else "new_cycle"
        events += (open_checkpoint(state, c, agency, reason),)
    return events


def start_closing(state: Engagement, c: StartClosing, agency: Agency) -> tuple[Event, ...]:
    """Coach or learner, from any stage; the gaps are recorded as gaps."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_live(state)
    if state.stage is Stage.CLOSING:
        raise Refusal("closing_already")
    gaps = missing(state, agency)
    entered = StageEntered.of(c, role, stage=Stage.CLOSING, left=state.stage)
    return (entered, ClosingStarted.of(c, role, missing=gaps))
