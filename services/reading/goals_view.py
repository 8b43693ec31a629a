"""Goals with how their ratings moved, as whoever reads them may see both."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.base.model import PersonId
from services.acts import act_words
from services.reading.days import text_said
from services.reading.read import Reading
from services.reading.visible import Line

SCALES: dict[str, tuple[int, int]] = {"gars": (-2, 2), "smart": (0, 10)}
"""Lowest and highest rating of a goal's scale (Toolkit, ch. 4: GARS has five levels)."""


@dataclass(frozen=True)
class Rated:
    """A rating, by which of its learners and when it was given."""

    by: PersonId
    at: datetime
    rating: int
    note: str | None


@dataclass(frozen=True)
class GoalView:
    """One goal; `parts` are (label, texts). `ratings` are oldest first, none where not released.

    `scaled`: rated on five levels, with a weight beside the learner's other scales.
    """

    entry: str
    learners: tuple[PersonId, ...]
    about: tuple[str, ...]
    """The same by name."""
    statement: str
    parts: tuple[tuple[str, str], ...]
    low: int
    high: int
    ratings: tuple[Rated, ...]
    mine: bool
    scaled: bool
    weight: int
    due: str

    def by_learner(self) -> list[tuple[str, tuple[Rated, ...]]]:
        """Each learner's own ratings, by name: what two make of a goal they share is no one line.

        Only of those who rated it.
        """
        names = dict(zip(self.learners, self.about, strict=True))
        order = dict.fromkeys((*self.learners, *(one.by for one in self.ratings)))
        found = [(names.get(who, ", ".join(self.about)), self._of(who)) for who in order]
        return [(name, ratings) for name, ratings in found if ratings]

    def _of(self, learner: PersonId) -> tuple[Rated, ...]:
        return tuple(one for one in self.ratings if one.by == learner)


def goals_view(read: Reading) -> list[GoalView]:
    """Each goal as it stands, in the order they were set."""
    latest: dict[str, Line] = {}
    for line in read.lines:
        if line.kind == "goal_set" and line.fields.get("goal"):
            latest[line.fields["entry_id"]] = line
        elif line.kind == "entry_retracted":
            latest.pop(line.fields.get("entry", ""), None)
    return [_view(read, entry, line) for entry, line in latest.items()]


def _view(read: Reading, entry: str, line: Line) -> GoalView:
    goal: dict[str, Any] = line.fields["goal"]
    low, high = SCALES[goal["scale"]]
    about: tuple[PersonId, ...] = tuple(line.fields.get("about", ()))
    return GoalView(
        entry=entry,
        learners=about,
        about=tuple(read.name(one) for one in about),
        statement=goal.get("specific") or goal.get("behavior") or "",
        parts=tuple(
            (act_words.label_of("set_goal", f"goal.{name}"), _said(value))
            for name, value in goal.items()
            if name not in ("scale", "confirmed", "specific", "behavior")
        ),
        low=low,
        high=high,
        ratings=tuple(one for one in _ratings(read, entry) if low <= one.rating <= high),
        mine=read.reader.person_id in about,
        scaled=goal["scale"] == "gars",
        weight=goal.get("weight", 1),
        due=str(goal["due"]),
    )


def _ratings(read: Reading, entry: str) -> list[Rated]:
    found: dict[str, Rated] = {}
    for line in read.lines:
        if line.kind == "goal_rated" and line.fields.get("goal") == entry:
            rating = line.fields.get("rating")
            if rating is not None:
                found[line.fields["entry_id"]] = Rated(
                    line.by, line.at, rating, line.fields.get("note")
                )
        elif line.kind == "entry_retracted":
            found.pop(line.fields.get("entry", ""), None)
    return list(found.values())


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(
            f"{one['description']} ({one['amount']:g})" if isinstance(one, dict) else text_said(one)
            for one in value
        )
    return f"{value:g}" if isinstance(value, float) else text_said(value)
