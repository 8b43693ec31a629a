"""What services ask through, over a world's database; Temporal is not asked."""

from temporalio.client import Client

from services.connections import Engine
from store.keys.key_ring import KeyRing
from tests.store.world import RING_CHAIN, RING_MASTER, World
from workflows.gateway import Gateway


async def engine_of(world: World) -> Engine:
    """In the world's agency, at the world's time."""
    client = await Client.connect("127.0.0.1:1", lazy=True)
    return Engine(
        store=world.store,
        clock=world.clock,
        ring=KeyRing(RING_MASTER, RING_CHAIN),
        client=client,
        gateway=Gateway(client, world.store.engagements, "none"),
        task_queue="none",
    )
