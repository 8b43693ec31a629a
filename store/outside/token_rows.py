"""Tokens as rows: a hash, whom a token speaks for, what it may do and until when (wall time)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.base.model import AgencyId, PersonId
from store.database import Database
from store.queries import load

_SQL = load("store.outside", "tokens.sql")


@dataclass(frozen=True)
class TokenRow:
    """A token without its secret."""

    token_id: str
    agency_id: AgencyId
    owner: PersonId
    is_system: bool
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    revoked_by: PersonId | None


class Tokens:
    """Every method is one statement. Raises `StoreUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def make(
        self,
        token_id: str,
        agency: AgencyId,
        owner: PersonId,
        *,
        is_system: bool,
        name: str,
        scopes: Sequence[str],
        hashed: bytes,
        days: int,
    ) -> TokenRow:
        """Keep a new token, in force for so many days."""
        row = await self._database.fetchrow(
            _SQL["make"], token_id, agency, owner, is_system, name, list(scopes), hashed, days
        )
        if row is None:
            raise LookupError(token_id)
        made, expires = row["made_at"], row["expires_at"]
        return TokenRow(
            token_id, agency, owner, is_system, name, tuple(scopes), made, expires, None, None, None
        )

    async def find(self, hashed: bytes) -> TokenRow | None:
        """The token with this hash; None where it is unknown, revoked or expired.

        That it is used is noted once an hour.
        """
        row = await self._database.fetchrow(_SQL["find"], hashed)
        if row is None:
            return None
        fields = dict(row)
        if fields.pop("to_note"):
            await self._database.fetch(_SQL["used"], row["token_id"])
        return _token(fields)

    async def listed(self, agency: AgencyId, owner: PersonId | None = None) -> list[TokenRow]:
        """Those of an agency's systems, or with `owner` one person's own; revoked ones too."""
        rows = await self._database.fetch(_SQL["listed"], agency, owner)
        return [_token(dict(row)) for row in rows]

    async def revoke(
        self, token_id: str, agency: AgencyId, by: PersonId, owner: PersonId | None = None
    ) -> bool:
        """End a token of an agency's systems, or with `owner` one's own; False where none is."""
        found = await self._database.fetchval(_SQL["revoke"], token_id, agency, by, owner)
        return bool(found)


def _token(fields: dict[str, Any]) -> TokenRow:
    return TokenRow(**{**fields, "scopes": tuple(fields["scopes"])})
