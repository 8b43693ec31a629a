"""People as an OpenID provider knows them: the way there and back, and who an account is here."""

from dataclasses import dataclass

from domain.person.person import Person
from services import find
from services.signing.sign_in import fresh_secret, hash_of
from services.troubles import NotFound
from store.sessions.account_rows import FlowRow
from store.store import Store


@dataclass(frozen=True)
class Way:
    """What a browser takes along to the provider."""

    state: str
    nonce: str
    verifier: str


async def begin_way(store: Store, browser: str) -> Way:
    """This browser (its secret) goes to the provider, and may come back within ten minutes."""
    way = Way(fresh_secret(), fresh_secret(), fresh_secret())
    state, hashed = hash_of(way.state), hash_of(browser)
    if state is None or hashed is None:
        raise ValueError("a browser's secret is 256 bits")
    await store.accounts.begin(state, hashed, FlowRow(way.nonce, way.verifier))
    return way


async def end_way(store: Store, browser: str, state: str) -> FlowRow | None:
    """It came back; None where this browser did not go with this state, or is back already."""
    known, hashed = hash_of(state), hash_of(browser)
    if known is None or hashed is None:
        return None
    return await store.accounts.end(known, hashed)


async def people_behind(
    store: Store, issuer: str, subject: str, verified_email: str | None
) -> list[Person]:
    """Who an account is here: one person in each agency they work for; empty where nobody.

    An agency where the account is nobody yet knows it by the address that the provider verified,
    once; whoever has another account there already keeps it.
    """
    if verified_email:
        await store.accounts.bind(issuer, subject, await _addressed(store, verified_email))
    ids = await store.accounts.bound(issuer, subject)
    people = await store.reader.people(ids)
    return [people[one] for one in ids if one in people and people[one].email]


async def forget_account(store: Store, people: list[Person]) -> int:
    """Whatever account these people have: the next one with their address is theirs."""
    return await store.accounts.unbind([one.person_id for one in people])


async def _addressed(store: Store, email: str) -> list[Person]:
    try:
        return await find.persons(store, email) if "@" in email else []
    except NotFound:
        return []
