"""Sessions as rows: the hash of a secret, whose it is, when it was used last and ends at most."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.model import AgencyId, PersonId
from store.database import Database
from store.queries import load

_SQL = load("store.sessions", "sessions.sql")

IDLE_MINUTES = 60
MOST_HOURS = 24


@dataclass(frozen=True)
class SessionRow:
    """A session that is in force."""

    session_id: str
    made_at: datetime
    seen_at: datetime
    ends_at: datetime


class Sessions:
    """Every method is one statement. Raises `StoreUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(
        self, session_id: str, hashed: bytes, person: PersonId, agency: AgencyId
    ) -> None:
        """Keep a new session."""
        await self._database.fetch(_SQL["open"], session_id, hashed, person, agency, MOST_HOURS)

    async def find(self, hashed: bytes) -> tuple[str, PersonId] | None:
        """Session and person; None where it is unknown, ended, or was idle too long."""
        row = await self._database.fetchrow(_SQL["find"], hashed, IDLE_MINUTES)
        return None if row is None else (row["session_id"], row["person_id"])

    async def of(self, person: PersonId) -> list[SessionRow]:
        """A person's sessions in force, the newest first."""
        rows = await self._database.fetch(_SQL["listed"], person, IDLE_MINUTES)
        return [SessionRow(**dict(row)) for row in rows]

    async def end(self, session_id: str, person: PersonId) -> bool:
        """End one of a person's own; False where there is none."""
        return bool(await self._database.fetchval(_SQL["end_one"], session_id, person))

    async def end_by_hash(self, hashed: bytes) -> None:
        """End the session of whoever holds its secret, if there is one."""
        await self._database.fetch(_SQL["end_by_hash"], hashed)

    async def end_all(self, person: PersonId) -> int:
        """End all of a person's; how many there were."""
        return len(await self._database.fetch(_SQL["end_all"], person))
