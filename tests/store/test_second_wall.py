"""Row level security: whatever a service asked, the console's pool gives each what is theirs."""

from datetime import UTC, datetime

import asyncpg
import pytest

from store.personal.window import NoWindow, Window
from tests.store.world import AGENCY, ENGAGEMENT, World, id_of

pytestmark = pytest.mark.servers

LISTS = ("overview", "part", "todo", "timeline", "tally")


@pytest.fixture
async def two(world: World) -> World:
    """Two engagements of one agency, which have the coordinator alone in common."""
    await world.record(world.launch())
    for name in ("second learner", "second supervisor"):
        await world.register(name)
    other = world.launch("launch-2").model_copy(
        update={
            "learners": (id_of("second learner"),),
            "supervisor": id_of("second supervisor"),
            "coach": id_of("other_coach"),
        }
    )
    await world.record(other, id_of("second"))
    return world


async def _seen(world: World, table: str, person: str, agency: str | None = None) -> set[str]:
    column = "place" if table == "tally" else "engagement_id"
    async with world.store.window.of(person, agency) as c:
        return {row[0] for row in await c.fetch(f"select {column} from {table}")}


async def test_without_a_person_the_console_reads_nothing(two: World) -> None:
    connection = await asyncpg.connect(two.console_dsn)
    try:
        for table in LISTS:
            assert await connection.fetchval(f"select count(*) from {table}") == 0, table
    finally:
        await connection.close()


@pytest.mark.parametrize("name", ["learner", "coach", "supervisor"])
async def test_each_sees_rows_of_their_own_engagement_alone(two: World, name: str) -> None:
    for table in ("overview", "part", "timeline"):
        assert await _seen(two, table, id_of(name)) == {ENGAGEMENT}, table
    assert await _seen(two, "todo", id_of(name)) <= {ENGAGEMENT}
    assert await _seen(two, "tally", id_of(name)) == set()


async def test_what_waits_for_others_is_nobody_elses_to_know(two: World) -> None:
    async with two.store.window.of(id_of("coach"), AGENCY) as c:
        people = {row[0] for row in await c.fetch("select person from todo")}
    assert people == {id_of("coach")}


async def test_a_coordinator_of_the_agency_sees_its_lists(two: World) -> None:
    for table in ("overview", "part", "timeline"):
        seen = await _seen(two, table, id_of("nobody"), AGENCY)
        assert seen == {ENGAGEMENT, id_of("second")}, table
        assert await _seen(two, table, id_of("nobody"), id_of("other agency")) == set(), table
    assert len(await _seen(two, "tally", id_of("nobody"), AGENCY)) == 1


async def test_in_a_group_a_learner_sees_of_the_others_nothing_that_happened(two: World) -> None:
    group = two.launch("launch-3").model_copy(
        update={"learners": (id_of("learner"), id_of("second learner"))}
    )
    await two.record(group, id_of("group"))
    async with two.store.window.of(id_of("learner")) as c:
        told = await c.fetch("select by from timeline where engagement_id = $1", id_of("group"))
    assert told == []
    assert id_of("group") in await _seen(two, "timeline", id_of("coach"))


async def test_what_one_role_may_not_know_is_not_in_the_timeline(two: World) -> None:
    await two.record(two.note(), ENGAGEMENT)
    kinds = {}
    for name in ("learner", "supervisor"):
        async with two.store.window.of(id_of(name)) as c:
            kinds[name] = {row[0] for row in await c.fetch("select kind from timeline")}
    assert "readiness_looked_at" in kinds["learner"]
    assert "readiness_looked_at" not in kinds["supervisor"]


async def test_no_other_table_is_open_to_the_console_and_those_are_walled(two: World) -> None:
    """Whatever tables there are: a new one is closed until somebody says otherwise here."""
    rows = await two.sql(
        "select c.relname, c.relkind::text as kind, c.relrowsecurity as walled "
        "from pg_class c "
        "where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p', 'f') "
        "  and (has_table_privilege('coaching_console', c.oid, "
        "           'select, insert, update, delete, truncate, references, trigger') "
        "       or has_any_column_privilege('coaching_console', c.oid, 'select, insert, update'))"
    )
    assert {(row["relname"], row["kind"], row["walled"]) for row in rows} == {
        (table, "r", True) for table in LISTS
    }
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _seen_all(two, "program_report")


async def test_no_function_lends_the_console_rights_of_another(two: World) -> None:
    lending = await two.sql(
        "select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef"
    )
    assert [row["proname"] for row in lending] == []


async def _seen_all(world: World, table: str) -> None:
    async with world.store.window.of(id_of("coordinator"), AGENCY) as c:
        await c.fetch(f"select * from {table} limit 1")


@pytest.mark.parametrize("table", LISTS)
async def test_the_console_writes_nothing(two: World, table: str) -> None:
    connection = await asyncpg.connect(two.console_dsn)
    try:
        # Not even where it gives up its own read only transactions, in the name of a coordinator.
        await connection.execute("set default_transaction_read_only = off")
        await connection.execute("select set_config('coaching.agency', $1, false)", AGENCY)
        for statement in (f"delete from {table}", f"insert into {table} select * from {table}"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_the_pool_itself_only_reads(two: World) -> None:
    async with two.store.window.of(id_of("coordinator"), AGENCY) as c:
        assert await c.fetchval("show transaction_read_only") == "on"


async def test_whom_it_reads_for_ends_with_the_transaction(two: World) -> None:
    window = await Window.connect(two.console_dsn, 1)
    try:
        async with window.of(id_of("coach"), AGENCY) as c:
            assert await c.fetchval("select count(*) from overview") == 2
        async with window.of(id_of("x")) as c:
            assert await c.fetchval("select count(*) from overview") == 0
    finally:
        await window.close()


async def test_a_process_without_the_consoles_address_reads_nothing_for_anyone() -> None:
    with pytest.raises(NoWindow):
        async with (await Window.connect(None)).of(id_of("coach")):
            pass


async def test_parts_and_counts_follow_the_engagement(two: World) -> None:
    await two.record(two.assign("assign-1", "other_coach"))
    assert ENGAGEMENT not in await _seen(two, "part", id_of("coach"))
    assert ENGAGEMENT in await _seen(two, "part", id_of("other_coach"))
    rows = await two.sql("select sum(engagements)::int as all from tally")
    assert rows[0]["all"] == 2
    assert (await two.store.rebuilder.rebuild_one("engagement", ENGAGEMENT)).differed == ()
    again = await two.sql("select sum(engagements)::int as all from tally")
    assert again[0]["all"] == 2
    columns = await two.store.board.columns(id_of("x"), AGENCY, datetime(2026, 3, 4, tzinfo=UTC))
    assert [column.engagements for column in columns] == [2]
