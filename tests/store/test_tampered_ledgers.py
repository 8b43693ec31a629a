"""`verify` names what was done to commands, data keys and the log of readings."""

from pathlib import Path

import pytest

from store.keys.sealing import KeyMissing
from tests.store.world import ENGAGEMENT, World, id_of

pytestmark = pytest.mark.servers

_COMMANDS = f"command/engagement/{ENGAGEMENT}"
_KEYS = f"key/engagement/{ENGAGEMENT}"
_OF_IT = f"stream_kind = 'engagement' and stream_id = '{ENGAGEMENT}'"
_OF_COACH = f"stream_kind = 'person' and stream_id = '{id_of('coach')}'"


async def _written(world: World) -> None:
    await world.record(world.launch())
    await world.record(world.assign("changes-nothing", "coach"))
    for n in range(3):
        await world.record(world.note(f"note-{n}"))
        await world.store.accesses.note_access(
            "operator", ENGAGEMENT, f"complaint {n}", world.clock.now()
        )


async def _found(world: World, heads: Path | None = None) -> list[tuple[str, int, str]]:
    verdict = await world.store.verifier.verify(heads)
    return [(one.stream, one.version, one.what) for one in verdict.findings]


async def test_untouched_all_of_it_is_intact(world: World, tmp_path: Path) -> None:
    await _written(world)
    await world.store.disposal.dispose_person(id_of("coach"), world.disposed)
    await world.store.verifier.write_heads(tmp_path / "heads", world.clock.now())
    assert await _found(world, tmp_path / "heads") == []


@pytest.mark.parametrize(
    "change",
    [
        "by = 'somebody else'",
        "version = version + 1",
        "fingerprint = 'x'",
        "command_id = 'another'",
        "stage = 'closing'",
    ],
)
async def test_a_changed_command_is_named(world: World, change: str) -> None:
    await _written(world)
    await world.sql(f"update command set {change} where {_OF_IT} and n = 2")
    assert await _found(world) == [(_COMMANDS, 2, "changed")]


async def test_a_removed_command_is_named(world: World) -> None:
    await _written(world)
    await world.sql(f"delete from command where {_OF_IT} and n in (2, 5)")
    assert await _found(world) == [(_COMMANDS, 2, "removed"), (_COMMANDS, 5, "cut_off")]


async def test_an_added_command_is_named(world: World) -> None:
    await _written(world)
    await world.sql(
        "insert into command select 'forged', by, fingerprint, stream_kind, stream_id, 6, version, "
        f"stage, status, hmac from command where {_OF_IT} and n = 5"
    )
    assert (_COMMANDS, 6) in [one[:2] for one in await _found(world)]


async def test_commands_cut_off_with_their_count_are_named_by_the_signed_heads(
    world: World, tmp_path: Path
) -> None:
    await _written(world)
    await world.store.verifier.write_heads(tmp_path / "heads", world.clock.now())
    await world.sql(f"delete from command where {_OF_IT} and n = 5")
    await world.sql(
        "update stream set commands = 4, command_hmac = (select hmac from command "
        f"where {_OF_IT} and n = 4) where id = '{ENGAGEMENT}'"
    )
    assert await _found(world) == []
    assert await _found(world, tmp_path / "heads") == [(_COMMANDS, 5, "cut_off")]


async def test_a_changed_reading_is_named(world: World) -> None:
    await _written(world)
    await world.sql(
        'update ledger set body = body || \'{"reason": "none"}\' '
        "where chain = 'reading' and n = 2"
    )
    assert await _found(world) == [("reading", 2, "changed")]


async def test_a_removed_reading_is_named(world: World) -> None:
    await _written(world)
    await world.sql("delete from ledger where chain = 'reading' and n in (1, 3)")
    assert await _found(world) == [("reading", 1, "removed"), ("reading", 3, "cut_off")]


async def test_an_added_reading_is_named(world: World) -> None:
    await _written(world)
    await world.sql(
        'insert into ledger select chain, 4, body || \'{"by": "another"}\', hmac from ledger '
        "where chain = 'reading' and n = 3"
    )
    assert await _found(world) == [("reading", 4, "added")]


async def test_all_readings_gone_are_named_by_the_signed_heads(
    world: World, tmp_path: Path
) -> None:
    await _written(world)
    await world.store.verifier.write_heads(tmp_path / "heads", world.clock.now())
    await world.sql("delete from ledger where chain = 'reading'")
    await world.sql("delete from ledger_head where chain = 'reading'")
    assert await _found(world, tmp_path / "heads") == [("reading", n, "cut_off") for n in (1, 2, 3)]


async def test_a_deleted_key_is_named_and_does_not_read_as_disposed_of(world: World) -> None:
    await _written(world)
    await world.sql(f"delete from data_key where {_OF_IT}")
    assert await _found(world) == [(_KEYS, 1, "removed")]
    with pytest.raises(KeyMissing):
        await world.store.reader.events(ENGAGEMENT)
    with pytest.raises(KeyMissing):
        await world.store.reader.state(ENGAGEMENT)


async def test_a_key_deleted_with_its_ledger_is_named_by_the_events(world: World) -> None:
    await _written(world)
    await world.sql(f"delete from data_key where {_OF_IT}")
    await world.sql(f"delete from ledger where chain = '{_KEYS}'")
    await world.sql(f"delete from ledger_head where chain = '{_KEYS}'")
    assert await _found(world) == [(_KEYS, 0, "removed")]


async def test_a_key_made_to_look_disposed_of_is_named(world: World) -> None:
    await _written(world)
    await world.sql(f"update data_key set wrapped = null, destroyed_at = now() where {_OF_IT}")
    assert await _found(world) == [(_KEYS, 1, "changed")]


async def test_a_destroyed_key_that_is_back_is_named(world: World) -> None:
    await _written(world)
    [kept] = await world.sql(f"select wrapped from data_key where {_OF_COACH}")
    await world.store.disposal.dispose_person(id_of("coach"), world.disposed)
    assert await _found(world) == []
    await world.sql(
        f"update data_key set wrapped = $1 where {_OF_COACH} and destroyed_at is not null",
        kept["wrapped"],
    )
    assert await _found(world) == [(f"key/person/{id_of('coach')}", 1, "changed")]


async def test_an_added_key_is_named(world: World) -> None:
    await _written(world)
    await world.sql(
        "insert into data_key select 'ff', stream_kind, stream_id, 'another', wrapped "
        f"from data_key where {_OF_IT}"
    )
    assert await _found(world) == [(_KEYS, 0, "added")]
