"""Goals: SMART (Meyer, 2003) or by attainment scale (Kiresuk, Smith & Cardillo, 1994).

Toolkit, ch. 4, goal setting. The structural rules of a scale are checked here: five levels from
much less (-2) to much more than expected (+2), each described on its own, measured in one unit
without overlap or gap, the lowest still progress from where the learner stands today.
"""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential, Consent
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Frozen, Line, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.calendar.local_date import local_date
from domain.engagement.acting import acting_as, require_live, require_stage
from domain.engagement.parts import Goal
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement

FINAL_QUESTIONS = ("one_behavior", "all_possibilities", "terms_explained", "middle_realistic")
"""The questions on a finished scale that only people can answer (Toolkit, finalizing the GARS)."""


class SmartGoal(Frozen):
    """Specific, measurable, achievable, result-focused and time-limited; `specific` leads."""

    scale: Literal["smart"] = "smart"
    specific: Text
    measurable: Text
    achievable: Text
    result_focused: Text
    due: date

    @property
    def statement(self) -> str:
        """What is agreed, in one sentence."""
        return self.specific


class Level(Frozen):
    """One level of a scale: what is seen, and from which amount on."""

    description: Text
    amount: float


class GarsGoal(Frozen):
    """A five-level scale; `levels` run from -2 to +2 and the middle one is the objective.

    `baseline` is the amount today, in `unit`. Amounts run strictly one way from the baseline, each
    the lower bound of its level, so that levels neither overlap nor leave a gap.
    """

    scale: Literal["gars"] = "gars"
    behavior: Text
    unit: Line
    baseline: float
    levels: Annotated[tuple[Level, ...], Field(min_length=5, max_length=5)]
    due: date
    confirmed: tuple[str, ...]

    @model_validator(mode="after")
    def _one_way(self) -> "GarsGoal":
        amounts = [self.baseline, *(level.amount for level in self.levels)]
        rising = all(a < b for a, b in pairwise(amounts))
        falling = all(a > b for a, b in pairwise(amounts))
        if not (rising or falling):
            raise ValueError(
                "each level's amount must lie strictly beyond the one before, the lowest beyond "
                "the baseline: otherwise levels overlap, or the lowest is no progress"
            )
        described = {" ".join(level.description.lower().split()) for level in self.levels}
        if len(described) < 5:
            raise ValueError("each of the five levels needs a description of its own")
        open_questions = sorted(set(FINAL_QUESTIONS) - set(self.confirmed))
        if open_questions:
            raise ValueError(f"final questions not confirmed: {', '.join(open_questions)}")
        return self

    @property
    def statement(self) -> str:
        """What is agreed: the level that is expected."""
        return self.levels[2].description


AnyGoal = Annotated[SmartGoal | GarsGoal, Field(discriminator="scale")]


class SetGoal(Command):
    """Write a goal, or write one anew (`replaces`); the supervisor then confirms it again."""

    kind: Literal["set_goal"] = "set_goal"
    goal: AnyGoal
    replaces: EntryId | None = None


class GoalSet(Event):
    """A goal was written."""

    kind: Literal["goal_set"] = "goal_set"
    entry_id: EntryId
    goal: Annotated[AnyGoal | None, Confidential(Audience.TRIAD, blank=None)]
    replaces: EntryId | None


class ConfirmGoals(Command):
    """The supervisor confirms that the goals fit agency policy and that time is granted."""

    kind: Literal["confirm_goals"] = "confirm_goals"
    fits_policy: bool
    time_granted: bool


class GoalsConfirmed(Event):
    """The supervisor confirmed the goals as they stood (Toolkit, ch. 2, roles: supervisors)."""

    kind: Literal["goals_confirmed"] = "goals_confirmed"


class RateGoal(Command):
    """The learner says where they stand: 0 to 10 on a SMART goal, -2 to +2 on a scale."""

    kind: Literal["rate_goal"] = "rate_goal"
    goal: EntryId
    rating: Annotated[int, Field(strict=True)]
    note: Text | None = None


class GoalRated(Event):
    """A learner rated a goal; the supervisor reads it only with the learner's consent."""

    kind: Literal["goal_rated"] = "goal_rated"
    goal: EntryId
    cycle: int
    rating: Annotated[
        int | None,
        Confidential(Audience.PAIR, blank=None, widened_by=Consent.RATINGS_TO_SUPERVISOR),
    ]
    note: Annotated[Text | None, Confidential(Audience.PAIR)]


def set_goal(state: Engagement, c: SetGoal, agency: Agency) -> tuple[Event, ...]:
    """Learner or coach writes it, with a day that is still to come."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_stage(state, Stage.JOINT_PLANNING)
    if c.goal.due <= local_date(c.at, agency):
        raise Refusal("goal_due_past", due=c.goal.due.isoformat())
    if c.replaces is not None:
        find_goal(state, c.replaces)
    return (GoalSet.of(c, role),)


def confirm_goals(state: Engagement, c: ConfirmGoals) -> tuple[Event, ...]:
    """A no is talked over, not recorded as a yes."""
    role = acting_as(state, c, Role.SUPERVISOR)
    require_stage(state, Stage.JOINT_PLANNING)
    if not state.goals:
        raise Refusal("no_goals")
    if not (c.fits_policy and c.time_granted):
        raise Refusal("goals_not_confirmed")
    return (GoalsConfirmed.of(c, role),)


def rate_goal(state: Engagement, c: RateGoal) -> tuple[Event, ...]:
    """Only the learner rates, on the goal's own scale."""
    role = acting_as(state, c, Role.LEARNER)
    require_live(state)
    goal = find_goal(state, c.goal)
    low, high = (-2, 2) if goal.scale == "gars" else (0, 10)
    if not low <= c.rating <= high:
        raise Refusal("outside_scale", given=c.rating, low=low, high=high)
    return (GoalRated.of(c, role, cycle=state.cycle.number),)


def find_goal(state: Engagement, entry_id: EntryId) -> Goal:
    """The goal with this id; refuses where there is none."""
    for goal in state.goals:
        if goal.entry_id == entry_id:
            return goal
    raise Refusal("unknown_entry", entry=entry_id)
