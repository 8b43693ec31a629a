"""What waits for one person over all their engagements, the most urgent first."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.engagement.minutes import minutes_of
from domain.engagement.views.overview import Todo
from domain.person.person import Person
from services.connections import Engine
from services.cursors import cursor_of, place_in
from services.reading.names import names_of, skills_of
from services.reading.wanting import asks_you
from store.personal.rows_shown import WaitingRow

_A_WEEK = 7
_NEVER = datetime.max.replace(tzinfo=UTC)


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
    Leadership is asked once for all, and not told of which engagement.
    """

    engagement_id: str | None
    learners: str
    own: bool
    skill: str
    says: str
    act: str
    requirement: str
    role: str
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


async def waiting_page(
    engine: Engine, person: Person, *, limit: int = 50, cursor: str | None = None
) -> WaitingPage:
    """Each thing once; what the person is asked for as leadership is on the first page.

    Raises `BadUsage` for a cursor that is none, `StoreUnavailable`.
    """
    after = place_in("waiting", cursor, (datetime, str, int)) if cursor else None
    rows = list(await engine.store.own.waiting(person.person_id, limit + 1, after))
    shown = rows[:limit]
    names = await names_of(engine, (p for row in shown for p in row.learners or ()))
    skills = await skills_of(engine, {row.todo.engagement_id: row.about for row in shown})
    now = engine.clock.now()
    lines = [
        _line(
            row.todo,
            person,
            now,
            learners=", ".join(names[p] for p in row.learners or () if p in names),
            own=row.learners == (person.person_id,),
            skill=skills.get(row.todo.engagement_id, ""),
        )
        for row in shown
    ]
    if after is None and (leading := await engine.store.own.asked_to_lead(person.person_id)):
        lines.append(replace(_line(leading, person, now), engagement_id=None))
        lines.sort(key=lambda one: one.due or _NEVER)
    return WaitingPage(tuple(lines), _cursor(shown[-1]) if len(rows) > limit else None)


def _line(
    todo: Todo,
    person: Person,
    now: datetime,
    *,
    learners: str = "",
    own: bool = False,
    skill: str = "",
) -> Waiting:
    return Waiting(
        engagement_id=todo.engagement_id,
        learners=learners,
        own=own,
        skill=skill,
        says=asks_you(todo),
        act=todo.act,
        requirement=todo.requirement,
        role=todo.role,
        minutes=minutes_of(todo.act),
        due=todo.wanted_by,
        when=_when(todo.wanted_by, now, person.zone),
        opens=todo.opens if todo.opens and todo.opens > now else None,
        days=todo.days,
    )


def _when(wanted: datetime | None, now: datetime, zone: ZoneInfo) -> When:
    if wanted is None:
        return When.LATER
    days = (wanted.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days <= 0:
        return When.OVERDUE if days else When.TODAY
    return When.WEEK if days <= _A_WEEK else When.LATER


def _cursor(row: WaitingRow) -> str:
    return cursor_of("waiting", row.wanted, row.todo.engagement_id, row.n)
