"""Ways to an OpenID provider and back, and which account there is which person."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.base.model import PersonId
from domain.person.person import Person
from store.database import Database
from store.queries import load

_SQL = load("store.sessions", "sessions.sql")

FLOW_MINUTES = 10


@dataclass(frozen=True)
class FlowRow:
    """What must come back (`nonce`), and what proves that it is us who fetch it (`verifier`)."""

    nonce: str
    verifier: str


class Accounts:
    """Every method is one statement. Raises `StoreUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, state: bytes, browser: bytes, flow: FlowRow) -> None:
        """A browser goes to the provider; `state` and `browser` are hashes."""
        values = (state, browser, flow.nonce, flow.verifier, FLOW_MINUTES)
        await self._database.fetch(_SQL["begin_flow"], *values)

    async def end(self, state: bytes, browser: bytes) -> FlowRow | None:
        """It came back, once; None where it never went, went too long ago, or another one did."""
        row = await self._database.fetchrow(_SQL["end_flow"], state, browser)
        return FlowRow(row["nonce"], row["verifier"]) if row else None

    async def bind(self, issuer: str, subject: str, people: Sequence[Person]) -> None:
        """From now on the account is these people; what was bound before stays."""
        agencies = [one.agency_id for one in people]
        ids = [one.person_id for one in people]
        await self._database.fetch(_SQL["bind"], issuer, subject, agencies, ids)

    async def unbind(self, people: Sequence[PersonId]) -> int:
        """Forget which accounts these people have; how many had one."""
        return len(await self._database.fetch(_SQL["unbind"], list(people)))

    async def bound(self, issuer: str, subject: str) -> list[PersonId]:
        """The people that an account is."""
        rows = await self._database.fetch(_SQL["bound"], issuer, subject)
        return [row["person_id"] for row in rows]
