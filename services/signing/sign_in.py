"""Signing in: links that are good once, and sessions of one person of one agency.

Secrets are 256 random bits, given out once; their SHA-256 is kept. All times are wall time.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from domain.base.model import PersonId
from domain.person.person import Person
from services.ids import fresh_id
from services.troubles import NotFound, Refused
from store.sessions.session_rows import SessionRow
from store.store import Store

_SECRET_BYTES = 32
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Opened:
    """A new session; `token` is its secret, for the browser alone."""

    token: str
    session_id: str
    person_id: PersonId


@dataclass(frozen=True)
class Found:
    """Whose session it is."""

    person: Person
    session_id: str


def fresh_secret() -> str:
    """256 random bits in base64url."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def hash_of(secret: str) -> bytes | None:
    """What is kept of a secret; None for what can't be one."""
    return hashlib.sha256(secret.encode()).digest() if _SECRET.fullmatch(secret) else None


async def make_link(store: Store, people: Sequence[Person], *, provider: bool) -> str:
    """The secret of a link by which one can sign in once as one of these people.

    `provider`: whether an OpenID provider is set. Then links are refused: raises `Refused`.
    """
    if provider:
        raise Refused.of("no_links")
    return await _link(store, people, by_provider=False)


async def make_choice(store: Store, people: Sequence[Person]) -> str:
    """The same for someone whom the provider knows, and who is several people here."""
    return await _link(store, people, by_provider=True)


async def behind_link(store: Store, secret: str) -> tuple[Person, ...]:
    """Whom a link made by hand is for, without using it; nobody where it is good no more."""
    hashed = hash_of(secret)
    if hashed is None:
        return ()
    ids = await store.sign_in_links.look_at(hashed, by_provider=False)
    people = await store.reader.people(ids)
    return tuple(people[one] for one in ids if one in people and people[one].email)


async def use_link(
    store: Store, secret: str, person_id: str, *, by_provider: bool = False
) -> Opened | None:
    """Use a link up and sign in as one of its people; None where it is good no more."""
    hashed = hash_of(secret)
    if hashed is None or not await store.sign_in_links.use(
        hashed, person_id, by_provider=by_provider
    ):
        return None
    person = (await store.reader.people([person_id])).get(person_id)
    if person is None or not person.email:
        return None
    return await open_session(store, person)


async def open_session(store: Store, person: Person) -> Opened:
    """A session of this person, from now."""
    token, session_id = fresh_secret(), fresh_id()
    hashed = hashlib.sha256(token.encode()).digest()
    await store.sessions.open(session_id, hashed, person.person_id, person.agency_id)
    return Opened(token, session_id, person.person_id)


async def session_of(store: Store, token: str) -> Found | None:
    """Who holds this secret; None where the session is unknown, ended, or was idle too long."""
    hashed = hash_of(token)
    found = None if hashed is None else await store.sessions.find(hashed)
    if found is None:
        return None
    session_id, person_id = found
    person = (await store.reader.people([person_id])).get(person_id)
    if person is None or not person.email:
        return None  # disposed of meanwhile
    return Found(person, session_id)


async def sessions_of(store: Store, person: Person) -> list[SessionRow]:
    """A person's own sessions in force, the newest first."""
    return await store.sessions.of(person.person_id)


async def in_force(store: Store, person: Person, session_id: str) -> bool:
    """Whether a session still is: who was signed out meanwhile is told nothing more."""
    return any(one.session_id == session_id for one in await store.sessions.of(person.person_id))


async def end_session(store: Store, person: Person, session_id: str) -> None:
    """End one of a person's own. Raises `NotFound`."""
    if not await store.sessions.end(session_id, person.person_id):
        raise NotFound.of("no_session")


async def end_token(store: Store, token: str) -> None:
    """End the session of whoever holds this secret, if there is one."""
    hashed = hash_of(token)
    if hashed is not None:
        await store.sessions.end_by_hash(hashed)


async def end_all(store: Store, person: Person) -> int:
    """End all sessions of a person; how many there were."""
    return await store.sessions.end_all(person.person_id)


async def _link(store: Store, people: Sequence[Person], *, by_provider: bool) -> str:
    secret = fresh_secret()
    hashed = hashlib.sha256(secret.encode()).digest()
    ids = [one.person_id for one in people]
    await store.sign_in_links.make(hashed, ids, by_provider=by_provider)
    return secret
