"""A worker that another engine has superseded, or that has other keys, ends by itself."""

import asyncio
import base64
from pathlib import Path

import pytest

from tests.store.conftest import empty_database, owner_ready, template, world
from tests.store.world import RING_CHAIN, RING_MASTER, World
from tests.workers.commanding import coaching
from workers.cli.exits import Exit
from workers.keys import fresh_key
from workers.takeover import Takeover

__all__ = ["empty_database", "owner_ready", "template", "world"]
pytestmark = pytest.mark.servers


async def test_it_is_noticed_when_the_epoch_was_raised_elsewhere(world: World) -> None:
    takeover = await Takeover.watch(world.engine_dsn)
    try:
        await world.store.raise_epoch()
        await asyncio.wait_for(takeover.happened(), 5)
    finally:
        await takeover.close()


async def test_an_activity_that_was_refused_to_write_is_heard_at_once(world: World) -> None:
    takeover = await Takeover.watch(world.engine_dsn)
    try:
        takeover.noticed.set()
        await asyncio.wait_for(takeover.happened(), 0.5)
    finally:
        await takeover.close()


@pytest.mark.parametrize("which", ["MASTER", "CHAIN"])
async def test_a_worker_with_another_key_than_the_logs_ends_in_plain_words(
    world: World, tmp_path: Path, which: str
) -> None:
    keys = {
        "COACHING_MASTER_KEY": base64.b64encode(RING_MASTER).decode(),
        "COACHING_CHAIN_KEY": base64.b64encode(RING_CHAIN).decode(),
    }
    answer = await coaching(
        tmp_path,
        "worker",
        **{**keys, f"COACHING_{which}_KEY": fresh_key()},
        COACHING_DATABASE_URL=world.engine_dsn,
        COACHING_TEMPORAL_ADDRESS="127.0.0.1:1",
    )
    assert answer.code == Exit.USAGE
    assert f"COACHING_{which}_KEY is another key than the one this log was begun with" in answer.err
    assert "backup" in answer.err
    assert "Traceback" not in answer.err
