"""A command is recorded once, whole, and in order, or not at all."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from activities.ports import StaleEpoch, StoreUnavailable
from domain.base.refusals import Refusal
from store.keys.key_ring import KeyRing
from store.log.feed import Cursor
from store.store import Store
from tests.store.world import ENGAGEMENT, RING_CHAIN, RING_MASTER, World, id_of

pytestmark = pytest.mark.servers


async def _versions(world: World) -> list[int]:
    rows = await world.sql(
        "select version from event where stream_kind = 'engagement' order by version"
    )
    return [row["version"] for row in rows]


async def test_a_launch_is_recorded_and_listed(world: World) -> None:
    assert not await world.store.engagements.exists(ENGAGEMENT)
    recorded = await world.record(world.launch())
    assert (recorded.version, recorded.repeated) == (len(await _versions(world)), False)
    assert await world.store.engagements.exists(ENGAGEMENT)
    [listed] = await world.store.reader.overviews(person=id_of("coach"), cohort="spring")
    assert listed.engagement_id == ENGAGEMENT
    assert await world.store.reader.ids_starting(ENGAGEMENT[:6]) == [ENGAGEMENT]


async def test_the_same_command_again_gets_its_first_result(world: World) -> None:
    first = await world.record(world.launch())
    await world.record(world.note())
    world.clock.forward(hours=1)
    again = await world.record(world.launch())
    assert (again.version, again.repeated) == (first.version, True)


async def test_what_is_recorded_later_does_not_bear_an_earlier_time(world: World) -> None:
    """An act that waited for its turn while the engine did its own stood before it by hours."""
    await world.record(world.launch())
    early = world.note("note-1", "said first, recorded last")
    world.clock.forward(hours=3)
    await world.record(world.note("note-2", "the other one"))
    await world.record(early)
    [*_, other, one] = await world.store.reader.events(ENGAGEMENT)
    assert one[1].at == other[1].at > early.at


async def test_a_clock_that_was_far_ahead_does_not_take_the_others_with_it(world: World) -> None:
    await world.record(world.launch())
    ahead = world.note("note-1", "by a wrong clock")
    await world.record(ahead.model_copy(update={"at": ahead.at + timedelta(days=400)}))
    world.clock.forward(hours=3)
    await world.record(world.note("note-2", "by a right one"))
    [*_, one] = await world.store.reader.events(ENGAGEMENT)
    assert one[1].at == world.clock.now()


async def test_the_same_id_with_another_body_is_refused(world: World) -> None:
    await world.record(world.launch())
    await world.record(world.note("note-1", "one thing"))
    with pytest.raises(Refusal, match="command_id_reused"):
        await world.record(world.note("note-1", "another thing"))


async def test_an_id_used_in_another_engagement_is_refused(world: World) -> None:
    await world.record(world.launch())
    with pytest.raises(Refusal, match="command_id_reused"):
        await world.record(world.launch(), id_of("another engagement"))
    assert not await world.store.engagements.exists(id_of("another engagement"))


async def test_a_refusal_is_not_remembered(world: World) -> None:
    with pytest.raises(Refusal, match="unknown_engagement"):
        await world.record(world.note())
    await world.record(world.launch())
    assert not (await world.record(world.note())).repeated


async def test_a_command_that_changes_nothing_is_remembered_all_the_same(world: World) -> None:
    launched = await world.record(world.launch())
    first = await world.record(world.assign("assign-1", "coach"))
    assert (first.version, first.repeated) == (launched.version, False)
    assert (await world.record(world.assign("assign-1", "coach"))).repeated


async def test_the_same_first_command_many_times_at_once_is_carried_out_once(
    world: World,
) -> None:
    outcomes = await asyncio.gather(*(world.record(world.launch()) for _ in range(6)))
    assert sorted(o.repeated for o in outcomes) == [False] + [True] * 5
    assert {o.version for o in outcomes} == {len(await _versions(world))}


async def test_many_at_once_get_versions_without_gaps(world: World) -> None:
    await world.record(world.launch())
    before = len(await _versions(world))
    notes = [world.note(f"note-{n}", f"number {n}") for n in range(12)]
    await asyncio.gather(*(world.record(note) for note in notes))
    versions = await _versions(world)
    assert versions == list(range(1, before + 13))


async def test_a_launch_naming_somebody_unknown_is_refused(world: World) -> None:
    stranger = world.launch().model_copy(update={"coach": id_of("stranger")})
    with pytest.raises(Refusal, match="unknown_person"):
        await world.record(stranger)


async def test_text_that_cannot_be_kept_is_refused_for_good(world: World) -> None:
    odd = world.launch().model_copy(update={"cohort": "spring\x00"})
    with pytest.raises(Refusal, match="unreadable_text"):
        await world.record(odd)


async def test_a_snapshot_of_another_shape_is_folded_anew(world: World) -> None:
    await world.record(world.launch())
    expected = await world.store.reader.state(ENGAGEMENT)
    assert expected is not None
    await world.sql("update stream set shape = -1, snapshot = 'rubbish'")
    assert await world.store.reader.state(ENGAGEMENT) == expected
    assert not (await world.record(world.note())).repeated


async def test_an_envelope_for_another_engagement_cannot_be_opened(world: World) -> None:
    await world.record(world.launch())
    other = id_of("another engagement")
    envelope = await world.store.envelopes.seal(other, world.note())
    moved = type(envelope)(**{**vars(envelope), "engagement_id": ENGAGEMENT})
    with pytest.raises(Refusal, match="envelope_unreadable"):
        await world.store.engagements.record(moved)


async def test_the_engine_can_neither_change_nor_remove_events(world: World) -> None:
    await world.record(world.launch())
    connection = await asyncpg.connect(world.engine_dsn)
    try:
        for statement in (
            "update event set by = 'x'",
            "delete from event",
            "truncate event",
            "delete from command",
            "delete from discharge",
            "update ledger set n = 2",
            "delete from ledger",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_an_engine_of_an_older_epoch_cannot_append(world: World) -> None:
    successor = await Store.connect(world.engine_dsn, KeyRing(RING_MASTER, RING_CHAIN), world.clock)
    try:
        await successor.raise_epoch()
        with pytest.raises(StaleEpoch):
            await world.record(world.launch())
        envelope = await successor.envelopes.seal(ENGAGEMENT, world.launch())
        assert (await successor.engagements.record(envelope)).version > 0
    finally:
        await successor.close()


async def test_a_lock_held_by_somebody_else_is_given_up_in_time(world: World) -> None:
    await world.record(world.launch())
    connection = await asyncpg.connect(world.superuser_dsn)
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute("select * from stream for update")
        async with asyncio.timeout(4):
            with pytest.raises(StoreUnavailable):
                await world.record(world.note())
    finally:
        await transaction.rollback()
        await connection.close()
    assert not (await world.record(world.note())).repeated


async def test_cut_connections_are_store_unavailable_and_then_over(world: World) -> None:
    await world.record(world.launch())
    envelope = await world.store.envelopes.seal(ENGAGEMENT, world.note())
    connection = await asyncpg.connect(world.superuser_dsn)
    try:
        await connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where usename = 'coaching_engine' and datname = current_database()"
        )
    finally:
        await connection.close()
    for _ in range(20):
        try:
            recorded = await world.store.engagements.record(envelope)
        except StoreUnavailable:
            continue
        break
    assert recorded.version == len(await _versions(world))


async def test_events_are_read_in_order_and_none_passed_over(world: World) -> None:
    await world.record(world.launch())
    await world.record(world.note())
    cursor, seen = Cursor(), []
    while True:
        events, cursor = await world.store.feed.after(cursor, 3)
        if not events:
            break
        seen += [(event.stream_id, event.version) for event in events]
    rows = await world.sql("select stream_id, version from event order by position")
    assert seen == [(row["stream_id"], row["version"]) for row in rows]
