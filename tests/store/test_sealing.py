"""Nothing confidential lies open in the database, and a destroyed key leaves blanks."""

import asyncpg
import pytest

from domain.base.refusals import Refusal
from tests.store.world import AGENCY, ENGAGEMENT, MARKER, World, id_of

pytestmark = pytest.mark.servers


async def test_no_marked_text_is_found_in_any_row(world: World) -> None:
    await world.record(world.launch())
    await world.record(world.note())
    row = world.noted(ENGAGEMENT)
    await world.store.cohorts.open_cohort("c", AGENCY, "Spring", id_of("coordinator"), [row])
    text = await world.dump()
    assert ENGAGEMENT in text
    assert MARKER.lower() not in text.lower()
    # bytea shows as hex
    assert MARKER.encode().hex() not in text.lower()


async def test_what_was_sealed_is_read_again(world: World) -> None:
    await world.record(world.launch())
    await world.record(world.note())
    events = [event for _, event in await world.store.reader.events(ENGAGEMENT)]
    assert MARKER in repr(events)
    state = await world.store.reader.state(ENGAGEMENT)
    assert state is not None
    assert state.skill == f"{MARKER} listening"


async def test_a_destroyed_key_leaves_blanks_and_a_whole_log(world: World) -> None:
    await world.record(world.launch())
    await world.record(world.note())
    assert await world.store.disposal.dispose_engagement(ENGAGEMENT, world.disposed) == 1
    state = await world.store.reader.state(ENGAGEMENT)
    assert state is not None
    assert state.skill == "(disposed of)"
    assert MARKER not in repr(await world.store.reader.events(ENGAGEMENT))
    assert await world.store.disposal.of_engagement(ENGAGEMENT) == [world.disposed]
    assert (await world.store.verifier.verify()).intact
    assert all(not r.differed for r in await world.store.rebuilder.rebuild())


async def test_an_envelope_sealed_before_disposal_is_unreadable(world: World) -> None:
    await world.record(world.launch())
    envelope = await world.store.envelopes.seal(ENGAGEMENT, world.note())
    await world.store.disposal.dispose_engagement(ENGAGEMENT, world.disposed)
    with pytest.raises(Refusal, match="envelope_unreadable"):
        await world.store.engagements.record(envelope)


async def test_a_disposed_person_has_neither_name_nor_address(world: World) -> None:
    await world.store.disposal.dispose_person(id_of("coach"), world.disposed)
    person = (await world.store.reader.people([id_of("coach")]))[id_of("coach")]
    assert (person.name, person.email) == ("(name disposed of)", "")


async def test_people_are_found_by_address_in_any_case(world: World) -> None:
    found = await world.store.reader.person_by_email(AGENCY, f" {MARKER}-COACH@example.org ")
    assert found is not None
    assert found.person_id == id_of("coach")
    assert await world.store.reader.person_by_email(AGENCY, "nobody@example.org") is None


async def test_the_console_sees_only_the_engagements_it_reads_for(world: World) -> None:
    await world.record(world.launch())
    connection = await asyncpg.connect(world.console_dsn)
    count = "select count(*) from overview"
    try:
        assert await connection.fetchval(count) == 0
        await connection.execute("select set_config('coaching.person', $1, false)", id_of("x"))
        assert await connection.fetchval(count) == 0
        await connection.execute("select set_config('coaching.person', $1, false)", id_of("coach"))
        assert await connection.fetchval(count) == 1
        assert await connection.fetchval("select count(*) from timeline") > 0
        for table in ("event", "stream", "data_key", "mail", "command"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetchval(f"select count(*) from {table}")
    finally:
        await connection.close()
