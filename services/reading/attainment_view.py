"""How far each learner came on all their scaled goals together, as whoever reads may see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

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
    """One for each learner (or group of them) with scaled goals that may be seen rated."""
    found = []
    for about in dict.fromkeys(goal.about for goal in goals if goal.scaled):
        scales = [goal for goal in goals if goal.scaled and goal.about == about]
        points = tuple(_points(scales))
        if points:
            found.append(Attained(about, len(scales), points))
    return found


def as_csv(goals: Sequence[GoalView], zone: ZoneInfo) -> str:
    """Every rating on a line of its own, as spreadsheets read it; times are local."""
    columns = ("learner", "goal", "scale", "weight", "due", "rated_at", "rating", "note", "t_score")
    return spreadsheets.as_csv([WORDS.say(f"csv.{name}") for name in columns], _rows(goals, zone))


def _rows(goals: Sequence[GoalView], zone: ZoneInfo) -> Iterator[Sequence[object]]:
    scores = {(one.about, at): t for one in attainment_view(goals) for at, t in one.points}
    for goal in goals:
        of_goal = (
            ", ".join(goal.about),
            goal.statement,
            WORDS.say("csv.scaled" if goal.scaled else "csv.smart"),
            goal.weight if goal.scaled else "",
            goal.due,
        )
        for one in goal.ratings:
            score = scores.get((goal.about, one.at))
            at = one.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            yield (
                *of_goal,
                at,
                one.rating,
                one.note or "",
                "" if score is None else f"{score:.1f}",
            )


def _points(scales: Sequence[GoalView]) -> list[tuple[datetime, float]]:
    rated = sorted(
        ((one.at, n, one.rating) for n, goal in enumerate(scales) for one in goal.ratings),
        key=lambda one: one[0],
    )
    latest: dict[int, int] = {}
    points: dict[datetime, float] = {}
    for at, n, rating in rated:
        latest[n] = rating
        if len(latest) == len(scales):
            points[at] = t_score([(scales[n].weight, now) for n, now in latest.items()])
    return list(points.items())
