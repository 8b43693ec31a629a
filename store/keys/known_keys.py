"""The keys outside the database are known to it by a fingerprint: a wrong one is refused."""

from store.database import Database
from store.keys.key_ring import KeyRing
from store.queries import load

_SQL = load("store.keys", "keys.sql")


class WrongKey(Exception):
    """The `which` key ("master" or "chain") is not the one this database was begun with."""

    def __init__(self, which: str, known: str, given: str) -> None:
        super().__init__(f"the {which} key is {given}, and this database knows {known}")
        self.which = which
        self.known = known
        self.given = given


async def check(database: Database, ring: KeyRing) -> None:
    """Keep the fingerprints at first use. Raises `WrongKey`, `StoreUnavailable`."""
    given = ring.fingerprints()
    rows = await database.fetch(_SQL["known"], list(given), list(given.values()))
    known = {row["which"]: row["fingerprint"] for row in rows}
    for which in given:
        if which not in known:
            # Another process was first, and its row came after this statement's view of things.
            return await check(database, ring)
        if known[which] != given[which]:
            raise WrongKey(which, known[which], given[which])
    return None
