"""The demonstration's quickened clock keeps to a folder of its own, and a clock ahead is said."""

from datetime import timedelta
from pathlib import Path

import pytest

from services.troubles import Refused
from store.store import Store
from tests.workers.commanding import coaching
from workers.cli.doctor.examination import examine
from workers.cli.exits import Exit
from workers.clock import AnchoredClock, change_rate, wall_time
from workers.demo.own_folder import take_for_demo, usual_demo_folder
from workers.keys import kept_keys, key_ring
from workers.servers import database_url
from workers.stack.whole import running
from workers.wiring import opened


def test_without_a_name_it_is_a_folder_beside_the_agencys_log(tmp_path: Path) -> None:
    kept_keys(tmp_path / "keys", make=True)
    own = usual_demo_folder(tmp_path)
    assert own == tmp_path / "demo"
    take_for_demo(own)
    take_for_demo(own)
    assert usual_demo_folder(own) == own


async def test_an_agencys_log_is_not_quickened(tmp_path: Path) -> None:
    kept_keys(tmp_path / ".data" / "keys", make=True)
    with pytest.raises(Refused, match="agency's log"):
        take_for_demo(tmp_path / ".data")
    answer = await coaching(tmp_path, "demo", "--data-dir", ".data")
    assert answer.code == Exit.REFUSED
    assert "must not be quickened" in answer.err
    assert [one.name for one in (tmp_path / ".data").iterdir()] == ["keys"]


@pytest.mark.servers
async def test_a_clock_that_runs_ahead_is_said_at_the_start_and_by_doctor(tmp_path: Path) -> None:
    said: list[str] = []
    there = wall_time() + timedelta(days=100)
    async with running(tmp_path, worker=False, say=said.append) as stack:
        assert said == []
        settings = stack.settings()
        store = await Store.connect(database_url(settings), key_ring(settings), AnchoredClock())
        await store.clock_anchor.ensure_anchor(there, wall_time())
        await store.close()
    async with running(tmp_path, worker=False, say=said.append) as stack:
        findings = {one.name: one for one in await examine(stack.settings())}
    assert len(said) == 1
    for text in (said[0], findings["clock"].says):
        assert "runs ahead" in text
        assert f"{there:%B} {there.day}, {there.year}" in text


@pytest.mark.servers
async def test_a_demonstration_cut_short_does_not_leave_a_quickened_clock(tmp_path: Path) -> None:
    async with running(tmp_path, worker=False) as stack:
        async with opened(stack.settings()) as engine:
            await change_rate(engine.clock, engine.store.clock_anchor, 1e9)
    async with running(tmp_path, worker=False) as stack:
        async with opened(stack.settings()) as engine:
            assert engine.clock.rate == 1
            assert abs(engine.clock.now() - wall_time()) < timedelta(minutes=1)
