"""Papers, goals and observations as PDF: what people print, sign and put into a folder."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from activities.rendering.dates import long_date, short_date
from activities.rendering.displayable import Json
from activities.rendering.typesetting import typeset
from activities.rendering.words import WORDS, labels
from domain.words.catalogue import spoken


@dataclass(frozen=True)
class Signature:
    """One line to sign; `name` and `on` where it is known who signs, and when they did."""

    role: str
    name: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class PaperSheet:
    """A paper as it stands; `sections` are (heading, paragraphs)."""

    agency: str
    title: str
    sections: Sequence[tuple[str, Sequence[str]]]
    standing: str
    signatures: Sequence[Signature]
    printed_at: datetime


Ratings = Sequence[tuple[date, int, str]]
"""(day, number, note) of one learner, oldest first."""


@dataclass(frozen=True)
class GoalSheet:
    """A goal with how each learner rated it: `facts` are (label, text), `rated` (name, ratings)."""

    statement: str
    facts: Sequence[tuple[str, str]]
    low: int
    high: int
    rated: Sequence[tuple[str, Ratings]] = ()


@dataclass(frozen=True)
class GoalsSheet:
    """The goals that somebody reads, and one learner's summary scores (T) by day."""

    agency: str
    learner: str
    goals: Sequence[GoalSheet]
    scores: Sequence[tuple[date, float]]
    printed_at: datetime


@dataclass(frozen=True)
class SkillLine:
    """A skill of a rubric; `seen` is the place of its rating on the scale, from 0."""

    text: str
    seen: int | None = None
    example: str = ""


@dataclass(frozen=True)
class ObservationSheet:
    """An observation form, filled in or `blank`; `facts` are (label, text) of its head."""

    agency: str
    title: str
    asks: str
    source: str
    facts: Sequence[tuple[str, str]]
    scale: Sequence[str]
    skills: Sequence[SkillLine]
    questions: Sequence[tuple[str, str]]
    note: str
    blank: bool
    printed_at: datetime


def paper_pdf(sheet: PaperSheet) -> bytes:
    """A paper with lines to sign, as PDF/UA-1 (letter size)."""
    view: dict[str, Json] = {
        **_head("sheet", sheet.agency, sheet.printed_at),
        "title": sheet.title,
        "sections": [
            {"heading": heading, "points": list(points)} for heading, points in sheet.sections
        ],
        "standing": sheet.standing,
        "signatures": [
            {"role": one.role, "name": one.name, "on": long_date(one.on) if one.on else None}
            for one in sheet.signatures
        ],
    }
    return typeset("paper", view, sheet.printed_at)


def goals_pdf(sheet: GoalsSheet) -> bytes:
    """Goals with a chart of each one's ratings, and of the score over all scales."""
    view: dict[str, Json] = {
        **_head("goals_sheet", sheet.agency, sheet.printed_at),
        "learner": sheet.learner,
        "goals": [
            {
                "statement": goal.statement,
                "facts": [list(fact) for fact in goal.facts],
                "rated": [
                    {
                        "who": who if len(goal.rated) > 1 else None,
                        "rows": [[short_date(day), n, note] for day, n, note in ratings],
                        "chart": _chart(who, goal, ratings),
                    }
                    for who, ratings in goal.rated
                ],
            }
            for goal in sheet.goals
        ],
        "scores": _scores(sheet.scores),
    }
    return typeset("goals", view, sheet.printed_at)


def observation_pdf(sheet: ObservationSheet) -> bytes:
    """An observation form to fill in by hand, or as it was filled in."""
    view: dict[str, Json] = {
        **_head("observation_sheet", sheet.agency, sheet.printed_at),
        "title": sheet.title,
        "asks": sheet.asks,
        "source": WORDS.say("observation_sheet.source", source=sheet.source),
        "facts": [list(fact) for fact in sheet.facts],
        "scale": list(sheet.scale),
        "skills": [asdict(skill) for skill in sheet.skills],
        "questions": [list(one) for one in sheet.questions],
        "note": sheet.note,
        "blank": sheet.blank,
    }
    return typeset("observation", view, sheet.printed_at)


def _head(document: str, agency: str, at: datetime) -> dict[str, Json]:
    printed = WORDS.say("sheet.printed", day=long_date(at.date()))
    return {
        "language": spoken().partition("_")[0],
        "says": dict(labels(document) | {"printed": printed}),
        "agency": agency,
    }


def _chart(who: str, goal: GoalSheet, rated: Ratings) -> Json:
    """Points (across, up) as shares of the picture, and in words what it shows."""
    said = "; ".join(f"{short_date(day)}: {n}" for day, n, _ in rated)
    said = f"{who}: {said}" if len(goal.rated) > 1 else said
    return {
        "low": goal.low,
        "high": goal.high,
        "points": [[_across(n, len(rated)), one[1]] for n, one in enumerate(rated)],
        "first": short_date(rated[0][0]),
        "last": short_date(rated[-1][0]),
        "alt": WORDS.say("goals_sheet.picture", low=goal.low, high=goal.high, said=said),
    }


def _scores(scores: Sequence[tuple[date, float]]) -> Json:
    return [[short_date(day), f"{score:.1f}"] for day, score in scores]


def _across(n: int, of: int) -> float:
    return n / (of - 1) if of > 1 else 0.5
