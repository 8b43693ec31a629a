"""Who calls, what waits for them, and their own tokens."""

from fastapi import APIRouter

from console.api.answers import Me, Page, PersonShape, TodoShape
from console.api.callers import Anyone, PersonReads
from console.api.paging import USUAL, Cursor, Limit
from console.depends import EngineOf
from services.own.needs_you import Waiting, waiting_page
from services.reading.agencies import agency_of
from services.reading.read import to_read_first

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
async def my_todo(
    engine: EngineOf, caller: PersonReads, cursor: Cursor = None, limit: Limit = USUAL
) -> Page[TodoShape]:
    """What the caller can do now over all their engagements, the most urgent first."""
    page = await waiting_page(engine, caller.person, limit=limit, cursor=cursor)
    return Page(items=tuple(map(_shape, page.lines)), next=page.cursor)


def _shape(one: Waiting) -> TodoShape:
    return TodoShape(
        says=one.says,
        act=one.act,
        requirement=one.requirement,
        role=one.role,
        engagement_id=one.engagement_id,
        due=one.due,
        overdue=one.overdue,
        opens=one.opens,
        days=one.days,
        paper=to_read_first(one.act),
    )
