"""Services over a real database; Temporal is not asked."""

import pytest
from temporalio.client import Client

from services.connections import Engine
from store.keys.key_ring import KeyRing
from tests.store.conftest import owner_ready, template, world
from tests.store.world import RING_CHAIN, RING_MASTER, World
from workflows.gateway import Gateway

__all__ = ["engine", "owner_ready", "template", "world"]


@pytest.fixture
async def engine(world: World) -> Engine:
    """What services ask through, in the world's agency."""
    client = await Client.connect("127.0.0.1:1", lazy=True)
    return Engine(
        store=world.store,
        clock=world.clock,
        ring=KeyRing(RING_MASTER, RING_CHAIN),
        client=client,
        gateway=Gateway(client, world.store.engagements, "none"),
        task_queue="none",
    )
