"""What waits for one person over all their engagements, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.base.roles import Role
from domain.engagement.minutes import minutes_of
from domain.person.person import Person
from services.connections import Engine
from services.cursors import cursor_of, place_in
from services.reading.names import names_of, skills_of
from services.reading.wanting import asks_you
from store.personal.rows_shown import WaitingRow

_A_WEEK = 7


class When(StrEnum):
    """How urgent a thing is, by the reader's own days."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    """Within seven days of today."""
    LATER = "later"


@dataclass(frozen=True)
class Waiting:
    """One thing to do; `due` is the day by which it is asked for, `opens` from when it can be done.

    `learners` and `skill` are empty for who has no part in the engagement; `own`: the reader is
    its one learner. `minutes` is about how long it takes. `days` says which follow-up it is.
    """

    engagement_id: str
    learners: str
    own: bool
    skill: str
    says: str
    act: str
    minutes: int
    due: datetime | None
    when: When
    opens: datetime | None
    days: int | None

    @property
    def overdue(self) -> bool:
        """Whether the day by which it is asked for is past."""
        return self.when is When.OVERDUE


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
    skills = await skills_of(engine, {row.todo.engagement_id: row.about for row in shown})
    now = engine.clock.now()
    lines = tuple(
        Waiting(
            engagement_id=row.todo.engagement_id,
            learners=", ".join(names[p] for p in row.learners or () if p in names),
            own=row.learners == (person.person_id,),
            skill=skills.get(row.todo.engagement_id, ""),
            says=asks_you(row.todo),
            act=row.todo.act,
            minutes=minutes_of(row.todo.act),
            due=row.todo.wanted_by,
            when=_when(row.todo.wanted_by, now, person.zone),
            opens=row.todo.opens if row.todo.opens and row.todo.opens > now else None,
            days=row.todo.days,
        )
        for row in shown
        if row.todo.role != Role.LEADERSHIP
    )
    return WaitingPage(lines, _cursor(shown[-1]) if len(rows) > limit else None)


def _when(wanted: datetime | None, now: datetime, zone: ZoneInfo) -> When:
    if wanted is None:
        return When.LATER
    days = (wanted.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days <= 0:
        return When.OVERDUE if days else When.TODAY
    return When.WEEK if days <= _A_WEEK else When.LATER


def _cursor(row: WaitingRow) -> str:
    return cursor_of("waiting", row.wanted, row.todo.engagement_id, row.n)
