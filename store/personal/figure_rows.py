"""How many people stand where in an agency's program, counted now and then and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.base.model import AgencyId
from store.database import Database
from store.queries import load

_SQL = load("store.personal", "personal.sql")

KEPT = timedelta(days=1)
"""Figures stand for a day: watched from hour to hour, a change would tell of one person."""


@dataclass(frozen=True)
class Counted:
    """How many people stand in a place of the board, by whether they were ever enrolled."""

    place: str
    enrolled: bool
    people: int


class Figures:
    """Unsuppressed numbers, which `coordinating.program` alone shows. Raises `StoreUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, agency: AgencyId, now: datetime) -> tuple[datetime, Sequence[Counted]]:
        """When they were counted, and what was: once a day anew, by whoever asks first."""
        row = await self._database.fetchrow(_SQL["kept_figures"], agency, now - KEPT)
        if row is not None:
            return row["at"], [Counted(**one) for one in row["body"]]
        rows = await self._database.fetch(_SQL["people_by_place"], agency)
        body = [dict(one) for one in rows]
        await self._database.fetch(_SQL["keep_figures"], agency, now, body)
        return now, [Counted(**one) for one in body]
