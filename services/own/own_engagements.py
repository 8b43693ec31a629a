"""The engagements one person has a part in, read under row level security."""

from dataclasses import dataclass
from datetime import datetime

from domain.person.person import Person
from domain.words import say_stage
from services.connections import Engine
from services.cursors import cursor_of, place_in
from services.reading.names import names_of, skills_of
from store.personal.rows_shown import OwnRow


@dataclass(frozen=True)
class OwnEngagement:
    """One line of the list; `roles` are the person's own in it."""

    engagement_id: str
    learners: str
    roles: tuple[str, ...]
    skill: str
    stage: str
    status: str
    expected_end: str
    over: bool


@dataclass(frozen=True)
class OwnPage:
    """One page of them; `cursor` leads to the next, None where this is the last."""

    lines: tuple[OwnEngagement, ...]
    cursor: str | None


async def own_page(
    engine: Engine, person: Person, *, limit: int = 50, cursor: str | None = None
) -> OwnPage:
    """Those under way first, the newest first; what one only coordinates is on the board.

    Raises `BadUsage` for a cursor that is none, `StoreUnavailable`.
    """
    after = place_in("own", cursor, (bool, datetime, str)) if cursor else None
    rows = list(await engine.store.own.engagements(person.person_id, limit + 1, after))
    shown = rows[:limit]
    names = await names_of(engine, (p for row in shown for p in row.overview.learners))
    skills = await skills_of(engine, {r.overview.engagement_id: r.about for r in shown})
    lines = tuple(
        OwnEngagement(
            engagement_id=row.overview.engagement_id,
            learners=", ".join(names[p] for p in row.overview.learners if p in names),
            roles=row.roles,
            skill=skills.get(row.overview.engagement_id, ""),
            stage=row.overview.stage_name
            or say_stage(row.overview.model, row.overview.model_version, row.overview.stage),
            status=row.overview.status,
            expected_end=row.overview.expected_end.isoformat(),
            over=row.over,
        )
        for row in shown
    )
    return OwnPage(lines, _cursor(shown[-1]) if len(rows) > limit else None)


def _cursor(row: OwnRow) -> str:
    return cursor_of("own", row.over, row.overview.launched_at, row.overview.engagement_id)
