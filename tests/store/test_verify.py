"""`verify` names what somebody with the whole database did to the log."""

from pathlib import Path

import pytest

from activities.ports import LogNotWhole
from store.log.heads import HeadsForged
from store.log.signed_heads import HeadsFile
from tests.store.world import ENGAGEMENT, World

pytestmark = pytest.mark.servers

_HERE = f"stream_kind = 'engagement' and stream_id = '{ENGAGEMENT}'"


async def _written(world: World) -> int:
    await world.record(world.launch())
    for n in range(4):
        await world.record(world.note(f"note-{n}"))
    [row] = await world.sql(f"select max(version) as last from event where {_HERE}")
    return int(row["last"])


async def _found(world: World, heads: Path | None = None) -> list[tuple[int, str]]:
    verdict = await world.store.verifier.verify(heads)
    assert all(finding.stream == f"engagement/{ENGAGEMENT}" for finding in verdict.findings)
    return [(finding.version, finding.what) for finding in verdict.findings]


async def test_an_untouched_log_is_intact(world: World) -> None:
    await _written(world)
    verdict = await world.store.verifier.verify()
    assert verdict.intact
    assert verdict.events == verdict.unanchored > 0


@pytest.mark.parametrize(
    "change",
    [
        'body = body || \'{"note": "forged"}\'',
        "by = 'somebody else'",
        "at = at + interval '1 day'",
        "kind = 'coach_assigned'",
        "command_id = 'another'",
        "position = position + 500",
    ],
)
async def test_a_changed_event_is_named(world: World, change: str) -> None:
    last = await _written(world)
    await world.sql(f"update event set {change} where {_HERE} and version = {last - 1}")
    assert await _found(world) == [(last - 1, "changed")]


async def test_a_removed_event_is_named(world: World) -> None:
    last = await _written(world)
    await world.sql(f"delete from event where {_HERE} and version = {last - 1}")
    assert await _found(world) == [(last - 1, "removed")]


async def test_reordered_events_are_named(world: World) -> None:
    last = await _written(world)
    for old, new in ((last - 1, 999), (last - 2, last - 1), (999, last - 2)):
        await world.sql(f"update event set version = {new} where {_HERE} and version = {old}")
    found = await _found(world)
    assert {(last - 2, "reordered"), (last - 1, "reordered")} <= set(found)


async def test_an_event_closed_over_its_gap_is_named(world: World) -> None:
    last = await _written(world)
    await world.sql(f"delete from event where {_HERE} and version = {last - 1}")
    await world.sql(f"update event set version = {last - 1} where {_HERE} and version = {last}")
    assert (last, "cut_off") in await _found(world)


async def test_a_tail_cut_off_is_named_by_the_signed_heads(world: World, tmp_path: Path) -> None:
    last = await _written(world)
    heads = tmp_path / "heads"
    await world.store.verifier.write_heads(heads, world.clock.now())
    await world.sql(f"delete from event where {_HERE} and version >= {last - 1}")
    # Whoever cuts the tail would mend the stream's own head, too.
    await world.sql(f"update stream set version = {last - 2} where id = '{ENGAGEMENT}'")
    assert await _found(world) == []
    assert await _found(world, heads) == [(last - 1, "cut_off"), (last, "cut_off")]


async def test_a_stream_gone_as_a_whole_is_named_by_the_signed_heads(
    world: World, tmp_path: Path
) -> None:
    last = await _written(world)
    heads = tmp_path / "heads"
    await world.store.verifier.write_heads(heads, world.clock.now())
    await world.sql(f"delete from event where {_HERE}")
    await world.sql(f"delete from stream where id = '{ENGAGEMENT}'")
    assert await _found(world, heads) == [(v, "cut_off") for v in range(1, last + 1)]


async def test_events_after_the_heads_are_unanchored(world: World, tmp_path: Path) -> None:
    await _written(world)
    heads = tmp_path / "heads"
    await world.store.verifier.write_heads(heads, world.clock.now())
    assert (await world.store.verifier.verify(heads)).unanchored == 0
    await world.record(world.note("later"))
    assert (await world.store.verifier.verify(heads)).unanchored == 1


async def test_heads_are_signed_only_over_a_log_that_is_whole(world: World, tmp_path: Path) -> None:
    last = await _written(world)
    heads = tmp_path / "heads.jsonl"
    await world.store.verifier.write_heads(heads, world.clock.now())
    signed = heads.read_bytes()
    await world.sql(f"delete from event where {_HERE} and version = {last}")
    await world.sql(f"update stream set version = {last - 1} where id = '{ENGAGEMENT}'")
    # Cut off at its end, the log looks whole by itself: what was signed before says otherwise.
    with pytest.raises(LogNotWhole):
        await world.store.verifier.write_heads(heads, world.clock.now())
    heads.write_bytes(signed.replace(b"engagement", b"engagements"))
    with pytest.raises(LogNotWhole):
        await world.store.verifier.write_heads(heads, world.clock.now())


async def test_the_copies_of_the_last_thirty_days_are_kept(world: World, tmp_path: Path) -> None:
    await _written(world)
    heads = HeadsFile(world.store.verifier, tmp_path, world.clock.now)
    for _ in range(32):
        streams = await heads.write_heads()
        world.clock.forward(days=1)
    assert streams == (await world.store.verifier.verify()).streams
    kept = sorted((tmp_path / "heads-by-day").iterdir())
    assert len(kept) == 30
    assert kept[-1].name == "2026-04-04.jsonl"
    assert kept[-1].read_bytes() == (tmp_path / "heads.jsonl").read_bytes()
    assert not list(tmp_path.glob(".*"))  # noqa: ASYNC240 - nothing else runs meanwhile
    assert (await world.store.verifier.verify(kept[0])).intact


async def test_forged_heads_are_refused(world: World, tmp_path: Path) -> None:
    await _written(world)
    heads = tmp_path / "heads"
    await world.store.verifier.write_heads(heads, world.clock.now())
    lines = heads.read_text().splitlines()
    heads.write_text("\n".join(lines[1:]) + "\n")
    with pytest.raises(HeadsForged):
        await world.store.verifier.verify(heads)
