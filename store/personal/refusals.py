"""Who asked for what is not theirs: ids alone, kept for whoever looks into it."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.model import PersonId
from store.database import Database
from store.queries import load

_SQL = load("store.personal", "personal.sql")


@dataclass(frozen=True)
class RefusedAccess:
    """One refusal; `asked` is the id that was asked for, None where it was no id."""

    person: PersonId
    what: str
    asked: str | None
    at: datetime


class Refusals:
    """Kept and listed, never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, person: PersonId, what: str, asked: str | None, at: datetime) -> None:
        """Keep a refusal. Raises `StoreUnavailable`."""
        await self._database.fetch(_SQL["keep_refusal"], person, what, asked, at)

    async def of(self, person: PersonId, limit: int = 200) -> list[RefusedAccess]:
        """A person's refusals, newest first."""
        rows = await self._database.fetch(_SQL["refusals"], person, limit)
        return [RefusedAccess(**dict(row)) for row in rows]
