"""Goals: SMART (Meyer, 2003) or by attainment scale (Kiresuk, Smith & Cardillo, 1994).

Toolkit, ch. 4, goal setting. A goal belongs to the learner it is about; the supervisor confirms
that goals fit policy and that time is granted (ch. 2, roles), naming the version they saw.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain, Release
from domain.base.messages import Command, EntryRef
from domain.base.model import EntryId, PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.calendar.local_date import local_date, start_of
from domain.calendar.moments import plausible
from domain.engagement.about import about_oneself_unless_named, oneself
from domain.engagement.entries import EntryMade, MakeEntryAbout, find, head, made
from domain.engagement.parties import acting_as, require_live, require_work
from domain.engagement.records.practice import Rating
from domain.engagement.records.setting_up import Goal, GoalConfirmation, SupervisorInformed
from domain.engagement.state import Engagement
from domain.instruments.goal_forms import AnyGoal
from domain.process.vocabulary import Work

_AS_AGREED = Audience(
    learner=Release.ALWAYS,
    coach=Release.ALWAYS,
    supervisor=Release.GOALS_PUT_TO_SUPERVISOR,
    coordinator=Release.ALWAYS,
)
_TEXT = replace(_AS_AGREED, coordinator=None)
_RATED = replace(PAIR, supervisor=Release.RATINGS_CONSENT)


class SetGoal(MakeEntryAbout):
    """Write a goal with the learner, or correct one; the supervisor then confirms it again."""

    kind: Literal["set_goal"] = "set_goal"
    work: ClassVar[str] = Work.PLANNING
    goal: AnyGoal


class GoalSet(EntryMade):
    """A goal was written."""

    kind: Literal["goal_set"] = "goal_set"
    known_to: ClassVar[Audience] = _AS_AGREED
    topic: ClassVar[str] = "goals"
    goal: Annotated[AnyGoal | None, Confidential(_TEXT, blank=None)]


class ConfirmGoals(Command):
    """Confirm that the goals fit agency policy and that time is granted.

    `version`: how many goals, in which revisions, were read (`goals_version`); another is refused.
    """

    kind: Literal["confirm_goals"] = "confirm_goals"
    work: ClassVar[str] = Work.PLANNING
    version: int
    fits_policy: bool
    time_granted: bool


class GoalsConfirmed(EntryMade):
    """The supervisor confirmed the goals as they stood."""

    kind: Literal["goals_confirmed"] = "goals_confirmed"
    known_to: ClassVar[Audience] = replace(
        PAIR, supervisor=Release.ALWAYS, coordinator=Release.ALWAYS
    )
    goals: Annotated[tuple[tuple[EntryRef, int], ...], Plain()]


class RateGoal(MakeEntryAbout):
    """The learner says where they stand: 0 to 10 on a SMART goal, -2 to +2 on a scale."""

    kind: Literal["rate_goal"] = "rate_goal"
    goal: EntryRef
    rating: Annotated[int, Field(strict=True)]
    note: Text | None = None


class GoalRated(EntryMade):
    """A learner rated a goal; the supervisor reads it only by agreement and consent."""

    kind: Literal["goal_rated"] = "goal_rated"
    known_to: ClassVar[Audience] = _RATED
    handed_on: ClassVar[bool] = False
    goal: Annotated[EntryRef, Plain()]
    rating: Annotated[int | None, Confidential(_RATED, blank=None)]
    note: Annotated[Text | None, Confidential(PAIR)]


GoalsCommand = SetGoal | ConfirmGoals | RateGoal
GoalsEvent = GoalSet | GoalsConfirmed | GoalRated


def decide(state: Engagement, c: GoalsCommand, agency: Agency) -> tuple[GoalsEvent, ...]:
    """What an act on goals comes to.

    Raises `Refusal`: `goal_due_past`, `goal_rated`, `no_goals`, `goals_not_put`, `goals_changed`,
    `goals_not_confirmed`, `not_own_goal`, `outside_scale`; and as `acting_as`, `require_work`,
    `plausible`, `about_oneself_unless_named`, `made`, `require_live`, `find`.
    """
    match c:
        case SetGoal():
            return _set(state, c, agency)
        case ConfirmGoals():
            return _confirm(state, c)
        case RateGoal():
            return _rate(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: GoalsEvent) -> Engagement:
    """The state after an event on goals."""
    match e:
        case GoalSet():
            return changed(state.with_record(_goal(state, e)))
        case GoalsConfirmed():
            return state.with_record(GoalConfirmation(**head(state, e), goals=e.goals))
        case GoalRated():
            return state.with_record(Rating(**head(state, e), goal=e.goal))
        case _:
            assert_never(e)


def goals_version(state: Engagement) -> int:
    """The version of all goals together: higher with each goal written, corrected, retracted."""
    return state.versions.get("goals", 0)


def changed(state: Engagement) -> Engagement:
    """The state with another version of its goals; what else is said or taken back makes none."""
    return replace(state, versions={**state.versions, "goals": goals_version(state) + 1})


def put_to(state: Engagement, supervisor: PersonId, goal: EntryId | None) -> bool:
    """Goals are drafts until this supervisor took part in planning or was debriefed on them."""
    informed = any(one.supervisor == supervisor for one in state.every(SupervisorInformed))
    confirmed = {entry for one in state.every(GoalConfirmation) for entry, _ in one.goals}
    return informed or goal in confirmed


def all_put(state: Engagement) -> bool:
    """Whether every goal of those still here was put to the present supervisor."""
    present = [one for one in state.every(Goal) if set(one.about) & set(state.active_learners)]
    return all(put_to(state, state.supervisor, one.entry_id) for one in present)


def _goal(state: Engagement, e: GoalSet) -> Goal:
    before = state.records.get(e.entry_id)
    goal = e.goal
    return Goal(
        **head(state, e),
        revision=before.revision + 1 if isinstance(before, Goal) else 1,
        scale=goal.scale if goal else "smart",
        statement=goal.statement if goal else "(disposed of)",
        measure=goal.measure if goal else "(disposed of)",
        due=goal.due if goal else e.at.date(),
    )


def _set(state: Engagement, c: SetGoal, agency: Agency) -> tuple[GoalSet]:
    """Learner or coach writes it, with a day to come; a learner's own is about that learner.

    Once rated it stays with who rated it, and keeps its form: a 7 of ten is no level of a scale.
    Raises `Refusal`: `goal_due_past`, `date_far_off`, `goal_rated`, and as
    `about_oneself_unless_named`.
    """
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_work(state, Work.PLANNING)
    if c.goal.due <= local_date(c.at, agency):
        raise Refusal("goal_due_past", due=c.goal.due.isoformat())
    plausible(start_of(c.goal.due, agency), c.at)
    about = about_oneself_unless_named(state, c, role)
    if c.corrects is not None:
        _require_unrated(state, c, c.corrects, about)
    return (made(GoalSet, state, c, role, Goal, about=about),)


def _require_unrated(
    state: Engagement, c: SetGoal, goal: EntryId, about: tuple[PersonId, ...]
) -> None:
    rated = [one.by for one in state.every(Rating) if one.goal == goal]
    before = state.records.get(goal)
    reformed = isinstance(before, Goal) and before.scale != c.goal.scale
    taken_away = any(one not in about for one in rated if one in state.active_learners)
    if rated and (reformed or taken_away):
        raise Refusal("goal_rated")


def _confirm(state: Engagement, c: ConfirmGoals) -> tuple[GoalsConfirmed]:
    """A no is talked over, not recorded as a yes; nor is a yes to what was not put to them.

    Raises `Refusal`: `no_goals`, `goals_not_put`, `goals_changed` with the new version,
    `goals_not_confirmed`.
    """
    role = acting_as(state, c, Role.SUPERVISOR)
    require_work(state, Work.PLANNING)
    goals = state.every(Goal)
    if not goals:
        raise Refusal("no_goals")
    if not all_put(state):
        raise Refusal("goals_not_put")
    if c.version != goals_version(state):
        raise Refusal("goals_changed", given=c.version, version=goals_version(state))
    if not (c.fits_policy and c.time_granted):
        raise Refusal("goals_not_confirmed")
    seen = tuple((goal.entry_id, goal.revision) for goal in goals)
    return (GoalsConfirmed.of(c, role, about=state.active_learners, goals=seen),)


def _rate(state: Engagement, c: RateGoal) -> tuple[GoalRated]:
    """Only a learner, only an own goal (`not_own_goal`), on its own scale (`outside_scale`).

    Raises `Refusal` as `oneself`.
    """
    role = acting_as(state, c, Role.LEARNER)
    require_live(state)
    goal = find(state, c.goal, Goal)
    if c.by not in goal.about:
        raise Refusal("not_own_goal")
    low, high = (-2, 2) if goal.scale == "gars" else (0, 10)
    if not low <= c.rating <= high:
        raise Refusal("outside_scale", given=c.rating, low=low, high=high)
    return (made(GoalRated, state, c, role, Rating, about=oneself(state, c)),)
