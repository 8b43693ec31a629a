"""Sign-in links as rows: used up by signing in once, or by time."""

from collections.abc import Sequence

from domain.base.model import PersonId
from store.database import Database
from store.queries import load

_SQL = load("store.sessions", "sessions.sql")

LINK_MINUTES = 10


class SignInLinks:
    """Every method is one statement. Raises `StoreUnavailable`.

    `by_provider` tells links that an OpenID provider's word stands behind from those made by hand.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def make(self, hashed: bytes, people: Sequence[PersonId], *, by_provider: bool) -> None:
        """Keep a link by which one can sign in as one of these people."""
        values = (hashed, list(people), by_provider, LINK_MINUTES)
        await self._database.fetch(_SQL["make_link"], *values)

    async def look_at(self, hashed: bytes, *, by_provider: bool) -> tuple[PersonId, ...]:
        """Whom it is for; nobody where it is unknown, used or too old."""
        row = await self._database.fetchrow(_SQL["look_at_link"], hashed, by_provider)
        return tuple(row["people"]) if row else ()

    async def use(self, hashed: bytes, person: PersonId, *, by_provider: bool) -> bool:
        """Use it up as one of its people; False where that can't be."""
        used = await self._database.fetchval(_SQL["use_link"], hashed, by_provider, person)
        return bool(used)
