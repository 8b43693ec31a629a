"""Thousands of engagements: lists are read page by page, and what runs by itself reads what is due.

Plans are looked at, since they hold at any size, where times are only of this machine and day.
"""

import asyncio
import json

import asyncpg
import pytest

from activities.ports import StoreUnavailable, TookTooLong
from domain.person.person import RegisterPerson
from store.database import Database
from store.queries import load
from tests.store.seeding import seed
from tests.store.world import AGENCY, ENGAGEMENT, World, id_of

pytestmark = [pytest.mark.servers, pytest.mark.long]

MANY = 2000
_RECORDING = load("store.recording", "recording.sql")
_MAIL = load("store.mail", "mail.sql")


@pytest.fixture
async def large(world: World) -> World:
    """An agency with 2,001 engagements, all of one coach."""
    await world.record(world.launch())
    await seed(world, 0, MANY, per_coach=10**9)
    await world.sql("update todo set person = $1 where person <> all ($2)", id_of("coach"), [""])
    await world.sql("update overview set people = people || $1::text", id_of("coach"))
    return world


async def _scanned(world: World, statement: str, *values: object) -> list[str]:
    """Tables that a statement reads from end to end."""
    async with world.connected() as c:
        plan = await c.fetchval(f"explain (format json) {statement}", *values)
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if node.get("Node Type") == "Seq Scan":
                found.append(str(node["Relation Name"]))
            for one in node.values():
                walk(one)

    walk(json.loads(plan))
    return found


async def test_the_sweeper_reads_only_what_is_late(large: World) -> None:
    now = large.clock.now()
    assert await large.store.engagements.overdue(60, 500) == []
    assert await _scanned(large, _RECORDING["overdue"], now, 500) == []


async def test_a_mail_round_reads_only_what_is_due(large: World) -> None:
    assert await large.store.mail_room.freeze_digests() == []
    assert await _scanned(large, _MAIL["to_be_told"], large.clock.now()) == []
    assert await large.store.mail_room.freeze_summaries(AGENCY) == []
    assert await _scanned(large, _MAIL["untold"], AGENCY) in ([], ["summarised"])  # nothing in it


async def test_changed_settings_are_found_without_reading_every_engagement(large: World) -> None:
    await large.sql("update agenda set agency_version = 0 where engagement_id = $1", ENGAGEMENT)
    assert "agenda" not in await _scanned(large, _RECORDING["agencies_changed"])
    assert await large.store.engagements.catch_up_changed(60) == 1


async def test_a_list_is_read_page_by_page_in_order_and_none_twice(large: World) -> None:
    pages, last = [], None
    while page := await large.store.reader.overviews(agency=AGENCY, limit=300, after=last):
        pages.append([row.engagement_id for row in page])
        last = page[-1]
    ids = [one for page in pages for one in page]
    assert [len(page) for page in pages] == [300] * 6 + [201]
    assert len(set(ids)) == MANY + 1
    whole = await large.store.reader.overviews(agency=AGENCY, limit=10**6)
    assert [row.engagement_id for row in whole] == ids


async def test_a_coach_of_two_thousand_sees_all_that_can_be_done(large: World) -> None:
    [row] = await large.sql("select count(*) as all from todo")
    todos = await large.store.reader.todo(id_of("coach"))
    assert len(todos) == row["all"] >= MANY
    assert len({(one.engagement_id, one.requirement) for one in todos}) > MANY
    rows = await large.store.reader.overviews(person=id_of("coach"), limit=10_000)
    assert len(rows) == MANY + 1


async def test_two_thousand_people_are_read_in_a_few_round_trips(world: World) -> None:
    gate = asyncio.Semaphore(10)

    async def register(n: int) -> None:
        async with gate:
            head = {"by": id_of("coordinator"), "at": world.clock.now(), "agency_id": AGENCY}
            person = {"name": f"Learner {n}", "email": f"l{n}@example.org", "time_zone": "UTC"}
            about = {"command_id": f"learner-{n}", "person_id": id_of(f"learner {n}")}
            command = RegisterPerson.model_validate({**head, **person, **about})
            await world.store.people.record(command.person_id, command)

    await asyncio.gather(*(register(n) for n in range(MANY)))
    ids = [id_of(f"learner {n}") for n in range(MANY)]
    people = await world.store.reader.people(ids)
    assert [people[one].name for one in ids[::500]] == [f"Learner {n}" for n in range(0, MANY, 500)]
    assert len(await world.store.reader.people_of(AGENCY)) == MANY + 5


async def test_a_statement_cut_off_by_its_time_limit_is_no_dead_server(world: World) -> None:
    database = await Database.connect(world.engine_dsn, 1)
    try:
        with pytest.raises(TookTooLong) as slow:
            await database.fetch("select pg_sleep(3)")
        assert isinstance(slow.value, StoreUnavailable)
        assert isinstance(slow.value.__cause__, asyncpg.QueryCanceledError)
        assert await database.fetchval("select 1") == 1
    finally:
        await database.close()
