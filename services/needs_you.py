"""What waits for one person over all their engagements, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.roles import Role
from domain.person.person import Person
from domain.words import say_requirement
from services.connections import Engine


@dataclass(frozen=True)
class Waiting:
    """One thing to do; `overdue` where its day has passed."""

    engagement_id: str
    learners: str
    says: str
    act: str
    due: datetime | None
    overdue: bool


async def needs_you(engine: Engine, person: Person) -> list[Waiting]:
    """The list, each thing once."""
    todos = [
        one
        for one in await engine.store.reader.todo(person.person_id)
        if one.role != Role.LEADERSHIP
    ]
    rows = await engine.store.reader.overviews(person=person.person_id, limit=1000)
    names = await engine.store.reader.people({p for row in rows for p in row.learners})
    learners = {
        row.engagement_id: ", ".join(names[p].name for p in row.learners if p in names)
        for row in rows
    }
    now = engine.clock.now()
    return [
        Waiting(
            engagement_id=one.engagement_id,
            learners=learners.get(one.engagement_id, ""),
            says=say_requirement(one.requirement),
            act=one.act,
            due=one.due,
            overdue=one.due is not None and one.due < now,
        )
        for one in todos
    ]
