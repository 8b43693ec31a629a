"""Goals with their ratings and the summary score, as the caller may see them."""

from fastapi import APIRouter
from starlette.responses import Response

from console.api.callers import PersonReads
from console.api.engagement_routes import read_by
from console.depends import EngineOf
from domain.base.model import Frozen, Instant
from services.reading.attainment_view import as_csv, attainment_view
from services.reading.goals_view import goals_view

router = APIRouter(tags=["engagements"])


class RatingShape(Frozen):
    """A rating, whose (name), when it was given, and the note to it."""

    by: str
    at: Instant
    rating: int
    note: str | None


class GoalShape(Frozen):
    """A goal: whose (names), its aim, its scale from `low` to `high`; ratings are
    oldest first, learner by learner."""

    entry: str
    about: tuple[str, ...]
    statement: str
    scaled: bool
    weight: int
    due: str
    low: int
    high: int
    ratings: tuple[RatingShape, ...]


class ScoreShape(Frozen):
    """The summary score (T; Kiresuk & Sherman, 1968) as it stood at a time."""

    at: Instant
    t_score: float


class AttainedShape(Frozen):
    """The summary scores of one learner's scales, oldest first."""

    about: tuple[str, ...]
    scales: int
    scores: tuple[ScoreShape, ...]


class GoalsShape(Frozen):
    """Goals of an engagement; ratings and scores only where they are released to the caller."""

    goals: tuple[GoalShape, ...]
    attained: tuple[AttainedShape, ...]


@router.get("/engagements/{engagement_id}/goals")
async def goals(engine: EngineOf, caller: PersonReads, engagement_id: str) -> GoalsShape:
    """Goals as they stand, how each was rated, and how far the scales together came."""
    found = goals_view(await read_by(engine, caller, engagement_id, "goals"))
    return GoalsShape(
        goals=tuple(
            GoalShape(
                entry=one.entry,
                about=one.about,
                statement=one.statement,
                scaled=one.scaled,
                weight=one.weight,
                due=one.due,
                low=one.low,
                high=one.high,
                ratings=tuple(
                    RatingShape(by=name, at=rated.at, rating=rated.rating, note=rated.note)
                    for name, ratings in one.by_learner()
                    for rated in ratings
                ),
            )
            for one in found
        ),
        attained=tuple(
            AttainedShape(
                about=one.about,
                scales=one.scales,
                scores=tuple(ScoreShape(at=at, t_score=round(t, 2)) for at, t in one.points),
            )
            for one in attainment_view(found)
        ),
    )


@router.get(
    "/engagements/{engagement_id}/goals.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def goals_csv(engine: EngineOf, caller: PersonReads, engagement_id: str) -> Response:
    """Every rating that the caller may see on a line of its own; times are the caller's local."""
    found = goals_view(await read_by(engine, caller, engagement_id, "goals as a file"))
    content = as_csv(found, caller.person.zone)
    return Response(content, media_type="text/csv; charset=utf-8")
