"""Tokens by which people's programs and an agency's own systems use the API.

A token is shown once, when it is made; a hash of it is kept. An agency's system speaks in the name
of the coordinator who made its token, for as long as that person is one, and sees facts, never
what people wrote.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.person.person import Person
from services.connections import Engine
from services.ids import fresh_id
from services.reading.agencies import agency_of, coordinated_by
from services.troubles import BadUsage, NotFound
from store.outside.token_rows import TokenRow

MOST_DAYS = 366
USUAL_DAYS = 90
_MARK = "coaching_"
_SECRET_BYTES = 32


class Scope(StrEnum):
    """What a token may be used for. The first two are for people's own tokens."""

    SELF_READ = "self:read"
    SELF_ACT = "self:act"
    ENGAGEMENTS_READ = "engagements:read"
    ENGAGEMENTS_LAUNCH = "engagements:launch"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    AGENCY_READ = "agency:read"
    WEBHOOKS_MANAGE = "webhooks:manage"


OF_PEOPLE = frozenset({Scope.SELF_READ, Scope.SELF_ACT})
OF_SYSTEMS = frozenset(Scope) - OF_PEOPLE


@dataclass(frozen=True)
class Made:
    """A new token: `token` is shown this once."""

    token: str
    row: TokenRow


@dataclass(frozen=True)
class Bearer:
    """Whom a token speaks for."""

    person: Person
    scopes: frozenset[Scope]
    system: bool
    token_id: str


async def make_for_system(
    engine: Engine, coordinator: Person, name: str, scopes: Iterable[str], days: int = USUAL_DAYS
) -> Made:
    """A token for a system of the coordinator's agency. Raises `Refusal`, `BadUsage`."""
    await coordinated_by(engine, coordinator)
    return await _make(engine, coordinator, name, _known(scopes, OF_SYSTEMS), days, system=True)


async def make_for_self(
    engine: Engine, person: Person, name: str, scopes: Iterable[str], days: int = USUAL_DAYS
) -> Made:
    """A token for a program that works for this person alone. Raises `BadUsage`."""
    return await _make(engine, person, name, _known(scopes, OF_PEOPLE), days, system=False)


async def of_systems(engine: Engine, coordinator: Person) -> list[TokenRow]:
    """The tokens of the agency's systems, revoked ones too. Raises `Refusal`."""
    await coordinated_by(engine, coordinator)
    return await engine.store.tokens.listed(coordinator.agency_id)


async def of_self(engine: Engine, person: Person) -> list[TokenRow]:
    """The person's own tokens."""
    return await engine.store.tokens.listed(person.agency_id, person.person_id)


async def revoke_of_system(engine: Engine, coordinator: Person, token_id: str) -> None:
    """End a token of the agency's systems. Raises `Refusal`, `NotFound`."""
    await coordinated_by(engine, coordinator)
    me = coordinator
    _found(await engine.store.tokens.revoke(token_id, me.agency_id, me.person_id))


async def revoke_of_self(engine: Engine, person: Person, token_id: str) -> None:
    """End one of the person's own tokens. Raises `NotFound`."""
    me = person.person_id
    _found(await engine.store.tokens.revoke(token_id, person.agency_id, me, me))


async def bearer_of(engine: Engine, token: str) -> Bearer | None:
    """Whom a token speaks for; None where it is unknown, revoked, expired, or its maker is no
    coordinator any more."""
    if not token.startswith(_MARK) or not token.isascii():
        return None
    row = await engine.store.tokens.find(_hash(token))
    if row is None:
        return None
    person = (await engine.store.reader.people([row.owner])).get(row.owner)
    if person is None:
        return None
    if row.is_system:
        agency = await agency_of(engine, row.agency_id)
        if person.person_id not in agency.settings.coordinators:
            return None
    return Bearer(person, frozenset(map(Scope, row.scopes)), row.is_system, row.token_id)


async def _make(
    engine: Engine,
    owner: Person,
    name: str,
    scopes: tuple[Scope, ...],
    days: int,
    *,
    system: bool,
) -> Made:
    said = name.strip()
    if not said or len(said) > 100 or not said.isprintable():
        raise BadUsage.of("token_unnamed")
    if not 1 <= days <= MOST_DAYS:
        raise BadUsage.of("token_days", most=MOST_DAYS)
    token = _MARK + secrets.token_urlsafe(_SECRET_BYTES)
    row = await engine.store.tokens.make(
        fresh_id(),
        owner.agency_id,
        owner.person_id,
        is_system=system,
        name=said,
        scopes=scopes,
        hashed=_hash(token),
        days=days,
    )
    return Made(token, row)


def _known(scopes: Iterable[str], allowed: frozenset[Scope]) -> tuple[Scope, ...]:
    wanted = list(dict.fromkeys(scopes))
    unknown = [one for one in wanted if one not in allowed]
    if unknown or not wanted:
        there = ", ".join(one for one in Scope if one in allowed)
        if unknown:
            raise BadUsage.of("no_scope", scope=repr(unknown[0][:60]), known=there)
        raise BadUsage.of("token_without_scope", known=there)
    return tuple(Scope(one) for one in wanted)


def _found(there: bool) -> None:
    if not there:
        raise NotFound.of("no_token")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
