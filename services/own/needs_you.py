"""What waits for one person over all their engagements, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.roles import Role
from domain.engagement.minutes import minutes_of
from domain.person.person import Person
from services.connections import Engine
from services.cursors import cursor_of, place_in
from services.reading.names import names_of
from services.reading.wanting import says_todo
from store.personal.rows_shown import WaitingRow


@dataclass(frozen=True)
class Waiting:
    """One thing to do; `due` is the day by which it is asked for, `opens` from when it can be done.

    `minutes` is about how long it takes. `days` says which follow-up it is.
    """

    engagement_id: str
    learners: str
    says: str
    act: str
    minutes: int
    due: datetime | None
    overdue: bool
    opens: datetime | None
    days: int | None


@dataclass(frozen=True)
class WaitingPage:
    """One page of it; `cursor` leads to the next, None where this is the last."""

    lines: tuple[Waiting, ...]
    cursor: str | None


async def needs_you(engine: Engine, person: Person) -> list[Waiting]:
    """The first hundred of `waiting_page`."""
    return list((await waiting_page(engine, person, limit=100)).lines)


async def waiting_page(
    engine: Engine, person: Person, *, limit: int = 50, cursor: str | None = None
) -> WaitingPage:
    """Each thing once. What leadership is asked for is no engagement's, and not here.

    Raises `BadUsage` for a cursor that is none, `StoreUnavailable`.
    """
    after = place_in("waiting", cursor, (datetime, str, int)) if cursor else None
    rows = list(await engine.store.own.waiting(person.person_id, limit + 1, after))
    shown = rows[:limit]
    names = await names_of(engine, (p for row in shown for p in row.learners or ()))
    now = engine.clock.now()
    lines = tuple(
        Waiting(
            engagement_id=row.todo.engagement_id,
            learners=", ".join(names[p] for p in row.learners or () if p in names),
            says=says_todo(row.todo),
            act=row.todo.act,
            minutes=minutes_of(row.todo.act),
            due=row.todo.wanted_by,
            overdue=row.todo.wanted_by is not None and row.todo.wanted_by < now,
            opens=row.todo.opens if row.todo.opens and row.todo.opens > now else None,
            days=row.todo.days,
        )
        for row in shown
        if row.todo.role != Role.LEADERSHIP
    )
    return WaitingPage(lines, _cursor(shown[-1]) if len(rows) > limit else None)


def _cursor(row: WaitingRow) -> str:
    return cursor_of("waiting", row.wanted, row.todo.engagement_id, row.n)
