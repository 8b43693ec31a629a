"""Goals on paper, each with a chart of its ratings by each learner who has it."""

from datetime import datetime

from activities.rendering.printed import GoalSheet, GoalsSheet, goals_pdf
from services.reading.attainment_view import attainment_view
from services.reading.goals_view import GoalView, goals_view
from services.reading.read import Reading
from services.troubles import NotFound


def goals_as_pdf(read: Reading, at: datetime) -> bytes:
    """Goals and ratings that the reader may see. Raises `NotFound` where there are none."""
    goals = goals_view(read)
    if not goals:
        raise NotFound.of("no_goals")
    zone = read.reader.zone
    names = tuple(dict.fromkeys(name for goal in goals for name in goal.about))
    many = len({goal.about for goal in goals}) > 1

    def sheet(goal: GoalView) -> GoalSheet:
        whose = f"{', '.join(goal.about)}: " if many else ""
        return GoalSheet(
            statement=f"{whose}{goal.statement}",
            facts=[(label, said) for label, said in goal.parts if said],
            low=goal.low,
            high=goal.high,
            rated=[
                (
                    name,
                    [(one.at.astimezone(zone).date(), one.rating, one.note or "") for one in own],
                )
                for name, own in goal.by_learner()
            ],
        )

    scored = attainment_view(goals)
    points = scored[0].points if len(scored) == 1 else ()
    return goals_pdf(
        GoalsSheet(
            agency=read.agency.settings.name,
            learner=", ".join(names),
            goals=[sheet(goal) for goal in goals],
            scores=[(when.astimezone(zone).date(), score) for when, score in points],
            printed_at=at.astimezone(zone),
        )
    )
