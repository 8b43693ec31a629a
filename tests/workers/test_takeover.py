"""A worker that another engine has superseded ends by itself."""

import asyncio

import pytest

from tests.store.conftest import empty_database, owner_ready, template, world
from tests.store.world import World
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
