"""Who calls, what waits for them, and their own tokens."""

from fastapi import APIRouter

from console.api.answers import Me, PersonShape, TodoShape
from console.api.callers import Anyone, PersonReads
from console.depends import EngineOf
from domain.base.roles import Role
from services.reading.agencies import agency_of
from services.reading.read import to_read_first
from services.reading.wanting import asks_you

router = APIRouter(tags=["me"])


@router.get("/me")
async def me(engine: EngineOf, caller: Anyone) -> Me:
    """Who calls."""
    person = caller.person
    agency = await agency_of(engine, person.agency_id)
    settings = agency.settings
    return Me(
        person=PersonShape.of(person),
        agency=settings.name,
        coordinator=person.person_id in settings.coordinators,
        leader=person.person_id in settings.leaders,
        system=caller.system,
        scopes=tuple(sorted(caller.scopes)),
    )


@router.get("/me/todo")
async def my_todo(engine: EngineOf, caller: PersonReads) -> list[TodoShape]:
    """What the caller can do now over all their engagements, the most urgent first."""
    now = engine.clock.now()
    found = []
    signing = False
    for one in await engine.store.reader.todo(caller.person.person_id):
        leads = one.role == Role.LEADERSHIP
        if leads and signing:
            continue  # Leadership signs once for all, and is not told who is coached.
        signing = signing or leads
        found.append(
            TodoShape(
                says=asks_you(one),
                act=one.act,
                requirement=one.requirement,
                role=one.role,
                engagement_id=None if leads else one.engagement_id,
                due=one.due,
                overdue=one.due is not None and one.due < now,
                opens=one.opens,
                days=one.days,
                paper=to_read_first(one.act),
            )
        )
    return found
