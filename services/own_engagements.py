"""The engagements one person has a part in."""

from dataclasses import dataclass

from domain.person.person import Person
from domain.process.models import stage_named
from services.connections import Engine


@dataclass(frozen=True)
class OwnEngagement:
    """One line of the list; `roles` are the person's own in it."""

    engagement_id: str
    learners: str
    roles: tuple[str, ...]
    stage: str
    status: str
    expected_end: str


async def own_engagements(engine: Engine, person: Person) -> list[OwnEngagement]:
    """In the order of launching."""
    rows = await engine.store.reader.overviews(person=person.person_id, limit=200)
    names = await engine.store.reader.people({p for row in rows for p in row.learners})
    me = person.person_id
    return [
        OwnEngagement(
            engagement_id=row.engagement_id,
            learners=", ".join(names[p].name for p in row.learners if p in names),
            roles=tuple(
                role
                for role, held in (
                    ("learner", me in row.learners),
                    ("coach", row.coach == me),
                    ("supervisor", row.supervisor == me),
                    ("coordinator", row.coordinator == me),
                )
                if held
            ),
            stage=stage_named(row.stage),
            status=row.status,
            expected_end=row.expected_end.isoformat(),
        )
        for row in rows
    ]
