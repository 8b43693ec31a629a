"""The coordinator's board: an agency's engagements by stage, filtered, searched and sorted.

Every list is read in the coordinator's name under row level security, a page at a time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from domain.agency.agency import Agency
from domain.base.model import EngagementId, PersonId
from domain.engagement.standing import Status
from domain.engagement.views.overview import Overview
from domain.person.person import Person
from domain.words import say_reminder, say_stage
from services.connections import Engine
from services.coordinating.places import models_in
from services.cursors import cursor_of, place_in
from services.reading.access import coordinated
from services.reading.names import names_of, skills_of
from services.troubles import BadUsage
from store.personal.board_reading import COUNTED, ORDERS, Order
from store.personal.name_keys import sought
from store.personal.rows_shown import BoardFilter, BoardRow, Column, Place

PAGE = 50
MOST_FOUND = 500
"""Lines are counted up to here."""
_LONGEST = 200


@dataclass(frozen=True)
class Ask:
    """What a board is asked for, as an address says it; what is empty narrows nothing.

    `place` is a column's; `name` is searched for in learners' names.
    """

    place: str = ""
    status: str = ""
    at_risk: bool = False
    overdue: bool = False
    cohort: str = ""
    coach: PersonId = ""
    supervisor: PersonId = ""
    mine: bool = False
    name: str = ""
    order: str = "launched"
    cursor: str = ""


@dataclass(frozen=True)
class BoardColumn:
    """One column. A stage has `model` and `stage` by name, what is past them a `status`.

    `overdue` is counted up to a hundred; `more_overdue`: there may be more.
    """

    place: str
    model: str
    stage: str
    status: str
    engagements: int
    at_risk: int
    overdue: int
    more_overdue: bool


@dataclass(frozen=True)
class BoardLine:
    """One engagement; `mine`: the reader has a part in it, and can open it."""

    engagement_id: EngagementId
    learners: tuple[str, ...]
    skill: str
    """Empty where the reader has no part in it."""
    coach: str | None
    supervisor: str
    coordinator: str
    cohort: str
    place: str
    stage: str
    status: str
    cycle: int
    at_risk: bool
    days_in_stage: int
    due: datetime | None
    due_what: str
    due_by: tuple[str, ...]
    overdue: bool
    expected_end: date
    launched_at: datetime
    last_act_at: datetime
    mine: bool


@dataclass(frozen=True)
class Board:
    """A page of a board; `cursor` leads to the next. `found` are lines of all pages, counted up
    to `MOST_FOUND`; `unsearched`: the name is too short to search for, and found nothing."""

    lines: tuple[BoardLine, ...]
    cursor: str | None
    found: int
    unsearched: bool

    @property
    def more_found(self) -> bool:
        """Whether there may be more than `found` says."""
        return self.found >= MOST_FOUND


async def columns(engine: Engine, person: Person) -> list[BoardColumn]:
    """Every stage of the models in use, then what is past them. Raises `NotFound`."""
    agency = await coordinated(engine, person)
    rows = await engine.store.board.columns(person.person_id, agency.agency_id, engine.clock.now())
    return list(_columns(agency, {row.place: row for row in rows}))


@dataclass(frozen=True)
class Whole:
    """All columns that are stages together; `more_overdue` as in a column."""

    engagements: int
    at_risk: int
    overdue: int
    more_overdue: bool


async def whole(engine: Engine, person: Person) -> Whole:
    """What the coordinator's first page says of the board. Raises `NotFound`."""
    stages = [one for one in await columns(engine, person) if one.stage]
    return Whole(
        sum(one.engagements for one in stages),
        sum(one.at_risk for one in stages),
        sum(one.overdue for one in stages),
        any(one.more_overdue for one in stages),
    )


async def board(engine: Engine, person: Person, ask: Ask, limit: int = PAGE) -> Board:
    """One page of the agency's engagements.

    Raises `NotFound` for who coordinates no agency, `BadUsage` for what no board can be asked.
    """
    agency = await coordinated(engine, person)
    order = _order(ask.order)
    narrowed = await _narrowed(engine, person, agency, ask)
    after = _after(order, ask.cursor) if ask.cursor else None
    me = person.person_id
    rows = list(await engine.store.board.page(me, narrowed, order, limit + 1, after))
    found = len(rows)
    if ask.cursor or found > limit:
        found = await engine.store.board.count(me, narrowed, MOST_FOUND)
    shown = rows[:limit]
    cursor = None
    if len(rows) > limit:
        cursor = cursor_of(f"board/{order}", shown[-1].key, shown[-1].overview.engagement_id)
    lines = await _lines(engine, person, shown)
    return Board(tuple(lines), cursor, found, bool(ask.name) and not sought(ask.name))


def _columns(agency: Agency, rows: Mapping[str, Column]) -> Iterator[BoardColumn]:
    for known in models_in(agency, rows):
        for stage in known.stages:
            place = f"{known.model}/{known.version}/{stage.key}"
            yield _column(rows.get(place), place, model=known.title, stage=stage.name)
    for status in (Status.FOLLOWING_UP, Status.ENDED):
        yield _column(rows.get(status.value), status.value, status=status.value)


def _column(
    row: Column | None, place: str, *, model: str = "", stage: str = "", status: str = ""
) -> BoardColumn:
    overdue = row.overdue if row else 0
    return BoardColumn(
        place=place,
        model=model,
        stage=stage,
        status=status,
        engagements=row.engagements if row else 0,
        at_risk=row.at_risk if row else 0,
        overdue=overdue,
        more_overdue=overdue >= COUNTED,
    )


async def _narrowed(engine: Engine, person: Person, agency: Agency, ask: Ask) -> BoardFilter:
    texts = (ask.place, ask.status, ask.cohort, ask.coach, ask.supervisor, ask.name)
    if any(len(text) > _LONGEST or "\0" in text for text in texts):
        raise BadUsage.of("no_board")
    narrowed = BoardFilter(
        agency=agency.agency_id,
        place=ask.place or None,
        status=ask.status or None,
        at_risk=True if ask.at_risk else None,
        overdue_at=engine.clock.now() if ask.overdue else None,
        cohort=ask.cohort or None,
        coach=ask.coach or None,
        supervisor=ask.supervisor or None,
        coordinator=person.person_id if ask.mine else None,
    )
    if not ask.name.strip():
        return narrowed
    words = sought(ask.name)
    people = await engine.store.reader.people_named(agency.agency_id, words) if words else []
    return replace(narrowed, learners=tuple(people))


def _order(typed: str) -> Order:
    for order in ORDERS:
        if order == typed:
            return order
    raise BadUsage.of("no_order", orders=", ".join(ORDERS))


def _after(order: Order, cursor: str) -> Place:
    which = f"board/{order}"
    if order in ("end", "act"):
        return place_in(which, cursor, (date, str))
    return place_in(which, cursor, (datetime, str))


async def _lines(engine: Engine, person: Person, rows: list[BoardRow]) -> list[BoardLine]:
    me = person.person_id
    ids = (p for row in rows for p in _everyone(row.overview))
    names = await names_of(engine, ids)
    own = {row.overview.engagement_id: row.about for row in rows if me in _parts(row.overview)}
    skills = await skills_of(engine, own)
    now = engine.clock.now()
    return [
        _line(row.overview, names, skills.get(row.overview.engagement_id, ""), me, now)
        for row in rows
    ]


def _line(
    row: Overview, names: Mapping[PersonId, str], skill: str, me: PersonId, now: datetime
) -> BoardLine:
    due = row.next_due
    return BoardLine(
        engagement_id=row.engagement_id,
        learners=tuple(names.get(one, "") for one in row.learners),
        skill=skill,
        coach=names.get(row.coach, "") if row.coach else None,
        supervisor=names.get(row.supervisor, ""),
        coordinator=names.get(row.coordinator, ""),
        cohort=row.cohort,
        place=row.place,
        stage=row.stage_name or say_stage(row.model, row.model_version, row.stage),
        status=row.status,
        cycle=row.cycle,
        at_risk=row.at_risk,
        days_in_stage=max(0, (now - row.stage_since).days),
        due=due.due if due else None,
        due_what=_what(due.what) if due else "",
        due_by=tuple(names.get(one, "") for one in due.by) if due else (),
        overdue=due is not None and due.due < now,
        expected_end=row.expected_end,
        launched_at=row.launched_at,
        last_act_at=row.last_act_at,
        mine=me in _parts(row),
    )


@cache
def _what(what: str) -> str:
    """What is due, no closer than a coordinator's mail would say it."""
    title, fact = say_reminder(what, escalated=True)
    some, fact_of_some = say_reminder("stage_work", escalated=True)
    return some if fact == fact_of_some else title


def _parts(row: Overview) -> tuple[PersonId | None, ...]:
    return (*row.learners, row.coach, row.supervisor, row.coordinator)


def _everyone(row: Overview) -> Iterator[PersonId | None]:
    yield from _parts(row)
    if row.next_due:
        yield from row.next_due.by
