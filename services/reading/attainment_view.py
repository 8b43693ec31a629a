"""How far each learner came on all their scaled goals together, as whoever reads may see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.base.model import PersonId
from domain.instruments.attainment import t_score
from services import spreadsheets
from services.reading.goals_view import GoalView
from services.words import WORDS


@dataclass(frozen=True)
class Attained:
    """The summary scores (T) of one learner's scales, oldest first.

    The first stands where every scale had been rated once.
    """

    about: tuple[str, ...]
    scales: int
    points: tuple[tuple[datetime, float], ...]


def attainment_view(goals: Sequence[GoalView]) -> list[Attained]:
    """One for each learner with scaled goals that may be seen rated."""
    return [one for _, one in _attained(goals)]


def _attained(goals: Sequence[GoalView]) -> list[tuple[PersonId, Attained]]:
    """The same, each with whose it is. A goal that several share counts as each rated it."""
    found = []
    for learner, name in _learners(goals).items():
        scales = [goal for goal in goals if goal.scaled and learner in goal.learners]
        points = tuple(_points(scales, learner))
        if points:
            found.append((learner, Attained((name,), len(scales), points)))
    return found


def _learners(goals: Sequence[GoalView]) -> dict[PersonId, str]:
    return {
        learner: name
        for goal in goals
        if goal.scaled
        for learner, name in zip(goal.learners, goal.about, strict=True)
    }


def as_csv(goals: Sequence[GoalView], zone: ZoneInfo) -> str:
    """Every rating on a line of its own, learner by learner within a goal; times are local."""
    columns = ("learner", "goal", "scale", "weight", "due", "rated_at", "rating", "note", "t_score")
    return spreadsheets.as_csv([WORDS.say(f"csv.{name}") for name in columns], _rows(goals, zone))


def _rows(goals: Sequence[GoalView], zone: ZoneInfo) -> Iterator[Sequence[object]]:
    scores = {(who, at): t for who, one in _attained(goals) for at, t in one.points}
    for goal in goals:
        of_goal = (
            goal.statement,
            WORDS.say("csv.scaled" if goal.scaled else "csv.smart"),
            goal.weight if goal.scaled else "",
            goal.due,
        )
        for name, one in ((name, one) for name, ratings in goal.by_learner() for one in ratings):
            score = scores.get((one.by, one.at))
            at = one.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            yield (
                name,
                *of_goal,
                at,
                one.rating,
                one.note or "",
                "" if score is None else f"{score:.1f}",
            )


def _points(scales: Sequence[GoalView], learner: PersonId) -> list[tuple[datetime, float]]:
    rated = sorted(
        (
            (one.at, n, one.rating)
            for n, goal in enumerate(scales)
            for one in goal.ratings
            if one.by == learner
        ),
        key=lambda one: one[0],
    )
    latest: dict[int, int] = {}
    points: dict[datetime, float] = {}
    for at, n, rating in rated:
        latest[n] = rating
        if len(latest) == len(scales):
            points[at] = t_score([(scales[n].weight, now) for n, now in latest.items()])
    return list(points.items())
