"""Services over a real database; Temporal is not asked."""

import pytest

from services.connections import Engine
from tests.services.asking import engine_of
from tests.store.conftest import owner_ready, template, world
from tests.store.world import World

__all__ = ["engine", "owner_ready", "template", "world"]


@pytest.fixture
async def engine(world: World) -> Engine:
    """What services ask through, in the world's agency."""
    return await engine_of(world)
