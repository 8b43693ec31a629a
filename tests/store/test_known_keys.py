"""A database knows its keys by their fingerprints, and a wrong one is refused at the start."""

import pytest

from store.keys.key_ring import KeyRing
from store.keys.known_keys import WrongKey
from store.store import Store
from tests.store.world import RING_CHAIN, RING_MASTER, World

pytestmark = pytest.mark.servers


@pytest.mark.parametrize(
    ("which", "ring"),
    [("master", KeyRing(b"x" * 32, RING_CHAIN)), ("chain", KeyRing(RING_MASTER, b"x" * 32))],
)
async def test_a_wrong_key_is_refused_by_name(world: World, which: str, ring: KeyRing) -> None:
    right = KeyRing(RING_MASTER, RING_CHAIN)
    with pytest.raises(WrongKey) as refused:
        await Store.connect(world.engine_dsn, ring, world.clock)
    assert refused.value.which == which
    assert refused.value.known == right.fingerprints()[which]
    assert refused.value.given == ring.fingerprints()[which]
    rows = await world.sql("select which, fingerprint from known_key")
    assert {row["which"]: row["fingerprint"] for row in rows} == right.fingerprints()


async def test_the_right_keys_are_taken_again(world: World) -> None:
    store = await Store.connect(world.engine_dsn, KeyRing(RING_MASTER, RING_CHAIN), world.clock)
    await store.close()


async def test_a_fingerprint_is_not_the_key(world: World) -> None:
    dump = await world.dump()
    assert RING_MASTER.hex() not in dump
    assert RING_CHAIN.hex() not in dump
