"""Read models can be dropped: rebuilt, they are equal to what they were."""

import pytest

from domain.engagement.duties.duty import Duty, How
from store.recording.engagement_log import domain_span
from tests.store.world import ENGAGEMENT, World, id_of

pytestmark = pytest.mark.servers

_TABLES = ("overview", "todo", "timeline", "owed_work", "agenda", "course")


async def _tables(world: World) -> dict[str, list[str]]:
    return {
        table: [
            r["row"] for r in await world.sql(f"select t::text as row from {table} t order by 1")
        ]
        for table in (*_TABLES, "person")
    }


async def test_a_rebuild_of_an_untouched_store_changes_nothing(world: World) -> None:
    await world.record(world.launch())
    await world.record(world.note())
    before = await _tables(world)
    assert all(not rebuilt.differed for rebuilt in await world.store.rebuilder.rebuild())
    assert await _tables(world) == before


async def test_dropped_read_models_come_back_equal(world: World) -> None:
    await world.record(world.launch())
    await world.record(world.note())
    before, state = await _tables(world), await world.store.reader.state(ENGAGEMENT)
    for table in (*_TABLES, "person", "stream"):
        await world.sql(f"delete from {table}")
    differed = {r.stream: r.differed for r in await world.store.rebuilder.rebuild()}
    assert "overview" in differed[f"engagement/{ENGAGEMENT}"]
    assert await _tables(world) == before
    assert await world.store.reader.state(ENGAGEMENT) == state
    assert (await world.store.verifier.verify()).intact
    assert not (await world.record(world.note("after"))).repeated


async def test_a_forged_read_model_is_found_and_mended(world: World) -> None:
    await world.record(world.launch())
    await world.sql("update overview set at_risk = not at_risk")
    [rebuilt] = [r for r in await world.store.rebuilder.rebuild() if r.differed]
    assert rebuilt.differed == ("overview",)


async def test_what_was_done_is_not_owed_again_after_a_rebuild(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    duty = Duty(
        what="unsigned/agreement",
        due=world.clock.now(),
        recipient=id_of("coach"),
        how=How.REMIND,
    )
    monkeypatch.setattr("store.log.stream_kinds.duties", lambda _state, _agency: (duty,))
    await world.record(world.launch())
    assert len(await world.store.mail_room.freeze_digests()) == 1
    await world.sql("delete from owed_work")
    await world.store.rebuilder.rebuild()
    world.clock.forward(days=1)
    assert await world.store.mail_room.freeze_digests() == []
    [line] = await world.store.reader.owed(ENGAGEMENT)
    assert line.status == "in_mail"
    assert domain_span(world.clock, 60).total_seconds() == pytest.approx(60)
