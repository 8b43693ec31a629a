"""Moving between the stages of the process model: forward through a gate, back at any time.

Only leaving a stage forward is gated; closing may be started by coach or learner from anywhere, and
what is then missing is noted between the two. How a cycle is decided on stands in `deciding.py`.
"""

from typing import Literal, assert_never

from domain.agency.agency import Agency
from domain.base.messages import Command
from domain.base.refusals import Refusal
from domain.engagement.closings import closing_roles
from domain.engagement.gates.gate import missing
from domain.engagement.parties import (
    acting_as,
    model_of,
    moving_as,
    place,
    require_live,
    require_not_closed,
    requirement_unmet,
)
from domain.engagement.records.closing import Handoff
from domain.engagement.state import Engagement
from domain.engagement.topics import deciding, entering
from domain.engagement.topics.checkpoints import CheckpointOpened, open_checkpoint
from domain.engagement.topics.closing import EngagementClosed, closed
from domain.engagement.topics.entering import ClosingStarted, StageEntered, enter, enter_closing
from domain.process.models import StageModel


class AdvanceStage(Command):
    """Leave the current stage forward. `leaving`, its key, guards against doing so twice."""

    kind: Literal["advance_stage"] = "advance_stage"
    leaving: str | None = None


class GoBack(Command):
    """Go back to an earlier stage, by its key, at any time and for any reason."""

    kind: Literal["go_back"] = "go_back"
    to: str


class StartClosing(Command):
    """Begin closing from whatever stage the engagement is in."""

    kind: Literal["start_closing"] = "start_closing"


MovingCommand = AdvanceStage | GoBack | deciding.DecideNext | StartClosing
MovingEvent = entering.EnteringEvent | deciding.DecidingEvent
Moved = MovingEvent | CheckpointOpened | EngagementClosed
"""All that moving can lead to."""


def decide(state: Engagement, c: MovingCommand, agency: Agency) -> tuple[Moved, ...]:
    """What a move comes to.

    Raises `Refusal`: `stage_already_left`, `unknown_stage`, `not_back`, `handoff_delivered`,
    `closing_already`; and as `acting_as`, `require_live`, `moving_as`, `require_not_closed`,
    `deciding.decide_next`; `RequirementUnmet` while something is wanting.
    """
    match c:
        case AdvanceStage():
            return _advance(state, c, agency)
        case GoBack():
            return _go_back(state, c, agency)
        case deciding.DecideNext():
            return deciding.decide_next(state, c, agency)
        case StartClosing():
            return _start_closing(state, c, agency)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: MovingEvent) -> Engagement:
    """The state after a move."""
    match e:
        case StageEntered() | ClosingStarted():
            return entering.evolve(state, e)
        case deciding.NextDecided() | deciding.CycleStarted():
            return deciding.evolve(state, e)
        case _:
            assert_never(e)


def _advance(
    state: Engagement, c: AdvanceStage, agency: Agency
) -> tuple[StageEntered | ClosingStarted | CheckpointOpened | EngagementClosed, ...]:
    """The coach advances once nothing is missing; from the closing stage, coaching is closed.

    Where an own model leads straight into the closing stage, the closing begins with it.

    Raises `Refusal`: `stage_already_left`; `RequirementUnmet` with what is wanting. Where a cycle
    is decided on, the decision is what leaves the stage.
    """
    role = acting_as(state, c, *closing_roles(state))
    require_live(state)
    if c.leaving is not None and c.leaving != state.stage:
        raise Refusal("stage_already_left", **place(state, leaving=c.leaving))
    wanting = missing(state, agency)
    if wanting:
        raise requirement_unmet(state, wanting)
    following = model_of(state).after(state.stage)
    if following is None:
        return (closed(state, c, role, agency),)
    if model_of(state).is_closing(following.key):
        return enter_closing(state, c, role, ())
    return (enter(state, c, role, following), *_asking(state, c, agency, following))


def _go_back(
    state: Engagement, c: GoBack, agency: Agency
) -> tuple[StageEntered | CheckpointOpened, ...]:
    """Back only, also in a pause: forward is what `advance_stage` is for.

    What was recorded stays. Who gives a closing up begins anew, so commitment is asked anew; once
    a handoff is delivered there is no way back. Raises `Refusal`: `unknown_stage`, `not_back`,
    `handoff_delivered`, and as `moving_as`.
    """
    role = moving_as(state, c)
    require_not_closed(state)
    model = model_of(state)
    keys = tuple(stage.key for stage in model.stages)
    if c.to not in keys:
        raise Refusal("unknown_stage", stage=c.to, known=keys)
    if model.number(c.to) >= model.number(state.stage):
        raise Refusal("not_back", **place(state, to=c.to))
    if any(one.delivered_at is not None for one in state.every(Handoff)):
        raise Refusal("handoff_delivered")
    to = model.stage(c.to)
    back = enter(state, c, role, to)
    given_up = model.is_closing(state.stage) and to.key != model.first.key
    if given_up and state.checkpoint is None:
        return (back, open_checkpoint(state, c, agency, "closing_given_up"))
    return (back, *_asking(state, c, agency, to))


def _start_closing(
    state: Engagement, c: StartClosing, agency: Agency
) -> tuple[StageEntered, ClosingStarted]:
    """Coach or learner, from any stage but closing (`closing_already`); gaps are noted as gaps."""
    role = moving_as(state, c)
    require_live(state)
    if model_of(state).is_closing(state.stage):
        raise Refusal("closing_already")
    return enter_closing(state, c, role, missing(state, agency))


def _asking(
    state: Engagement, c: Command, agency: Agency, stage: StageModel
) -> tuple[CheckpointOpened, ...]:
    """The checkpoint that entering this stage opens, if it asks for one and none is open."""
    if stage.asks_enrollment and state.checkpoint is None:
        return (open_checkpoint(state, c, agency, "planning"),)
    return ()
