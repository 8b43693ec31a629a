"""What pages read of thousands of engagements: each list looks at about as many rows as it shows.

Rows are counted as PostgreSQL counted them: those it found and those it looked at in vain.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from store.personal.board_reading import ORDERS, page_statement
from store.personal.rows_shown import BoardFilter
from store.queries import load
from tests.store.seeding import seed
from tests.store.world import AGENCY, World, id_of

pytestmark = [pytest.mark.servers, pytest.mark.long]

MANY = 2000
PAGE = 50
_WINDOW = load("store.personal", "window.sql")
_READING = load("store.projections", "reading.sql")
_PLACES = ("skills_based/1/initial_interest", "skills_based/1/joint_planning", "ended")
_ALL = BoardFilter(agency=AGENCY)


@pytest.fixture
async def many(world: World) -> World:
    """2,001 engagements of one coordinator in three columns, every tenth at risk or of autumn."""
    await world.record(world.launch())
    await seed(world, 0, MANY)
    await world.sql(
        "update overview set place = ($1::text[])[1 + abs(hashtext(engagement_id)) % 3],"
        " at_risk = abs(hashtext(engagement_id)) % 10 = 0,"
        " cohort = case when abs(hashtext(engagement_id)) % 10 = 1 then 'autumn' else cohort end",
        list(_PLACES),
    )
    await world.sql("analyze")
    return world


async def looked_at(
    world: World, statement: str, *values: object, by: tuple[str, str | None] = ("x", AGENCY)
) -> int:
    """Rows that a statement looks at in the name of somebody."""
    async with world.store.window.of(*by) as c:
        plan = await c.fetchval(f"explain (analyze, format json) {statement}", *values)
    return round(sum(_looked_at(json.loads(plan)[0]["Plan"])))


def _looked_at(node: dict[str, object]) -> Iterator[float]:
    inner = node.get("Plans", [])
    assert isinstance(inner, list)
    if not inner or "Relation Name" in node:
        counts = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
        loops = float(str(node["Actual Loops"]))
        yield loops * sum(float(str(node.get(count, 0))) for count in counts)
    for one in inner:
        yield from _looked_at(one)


async def test_a_board_looks_at_little_more_than_it_shows(many: World) -> None:
    late = many.clock.now() + timedelta(days=900)
    narrowings = (
        _ALL,
        replace(_ALL, place=_PLACES[0]),
        replace(_ALL, place="skills_based/1/closing"),
        replace(_ALL, coordinator=id_of("coordinator")),
        replace(_ALL, overdue_at=late),
        replace(_ALL, coach=id_of("coach")),
        replace(_ALL, supervisor=id_of("supervisor"), place=_PLACES[1]),
        replace(_ALL, status="active"),
        replace(_ALL, status="paused"),
    )
    for order, narrowed in product(ORDERS, narrowings):
        sql, values = page_statement(narrowed, order, PAGE, None)
        assert await looked_at(many, sql, *values) <= 4 * PAGE, (order, narrowed)
        rows = await many.store.board.page("x", narrowed, order, PAGE)
        if len(rows) == PAGE:
            after = (rows[-1].key, rows[-1].overview.engagement_id)
            sql, values = page_statement(narrowed, order, PAGE, after)
            assert await looked_at(many, sql, *values) <= 4 * PAGE, (order, narrowed)


async def test_what_every_tenth_is_costs_ten_times_its_page_at_most(many: World) -> None:
    tenths = (replace(_ALL, at_risk=True), replace(_ALL, cohort="autumn"))
    for order, narrowed in product(ORDERS, tenths):
        sql, values = page_statement(narrowed, order, PAGE, None)
        assert await looked_at(many, sql, *values) <= 15 * PAGE, (order, narrowed)


async def test_those_found_by_name_are_looked_up_one_by_one(many: World) -> None:
    people = await many.sql("select person from part where roles = 'learner' limit 5")
    found = replace(_ALL, learners=tuple(row["person"] for row in people))
    sql, values = page_statement(found, "launched", PAGE, None)
    assert await looked_at(many, sql, *values) <= 4 * PAGE


async def test_a_coordinator_of_the_same_name_makes_a_search_no_longer(many: World) -> None:
    people = await many.sql("select person from part where roles = 'learner' limit 5")
    found = (id_of("coordinator"), *(row["person"] for row in people))
    sql, values = page_statement(replace(_ALL, learners=found), "launched", PAGE, None)
    assert await looked_at(many, sql, *values) <= 4 * PAGE


async def test_columns_are_counted_without_reading_them(many: World) -> None:
    now = many.clock.now()
    assert await looked_at(many, _WINDOW["columns"], AGENCY, now, 100) <= 4 * PAGE
    columns = await many.store.board.columns("x", AGENCY, now)
    assert sum(column.engagements for column in columns) == MANY + 1
    late = await many.store.board.columns("x", AGENCY, now + timedelta(days=900))
    assert {column.overdue for column in late} == {100}


async def test_ones_own_lists_are_read_page_by_page(many: World) -> None:
    await many.sql("update todo set person = $1", id_of("coach"))
    await many.sql("analyze todo")
    now = many.clock.now()
    coach = id_of("coach")
    for statement, values in (
        ("own", (coach, False, now + timedelta(days=900), "", PAGE)),
        ("own_roles", (coach,)),
        ("own_ids_starting", (coach, "a", "b")),
        ("waiting", (coach, now - timedelta(days=900), "", 0, PAGE)),
    ):
        looked = await looked_at(many, _WINDOW[statement], *values, by=(coach, None))
        assert looked <= 5 * PAGE, statement


async def test_a_coordinator_of_thousands_has_a_list_of_few(many: World) -> None:
    coordinator = id_of("coordinator")
    values = (coordinator, False, many.clock.now() + timedelta(days=900), "", PAGE)
    assert await looked_at(many, _WINDOW["own"], *values, by=(coordinator, None)) == 0
    own_roles = _WINDOW["own_roles"]
    assert await looked_at(many, own_roles, coordinator, by=(coordinator, None)) <= PAGE
