"""Signing in at an OpenID provider, and all that does not sign anybody in."""

import base64
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from services.signing.provider_accounts import forget_account
from services.signing.sign_in_provider import Oidc
from tests.console.signing.doorway import FROM_A_PAGE, Doorway, is_in
from tests.console.signing.providers import (
    CLIENT,
    SECRET,
    BentProvider,
    HonestProvider,
    bent_provider,
    honest_provider,
)
from tests.journeys.cast import assemble
from tests.journeys.place import Place
from workers.stack.child import free_port

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
async def provider() -> AsyncIterator[HonestProvider]:
    async with honest_provider() as one:
        yield one


@pytest.fixture
async def liar() -> AsyncIterator[BentProvider]:
    async with bent_provider() as one:
        yield one


@pytest.fixture
async def office(shared_place: Place, provider: HonestProvider) -> Doorway:
    """A console whose people sign in at the honest provider."""
    return Doorway(shared_place, await assemble(shared_place), oidc=provider.oidc)


@pytest.fixture
async def wary(shared_place: Place, liar: BentProvider) -> Doorway:
    """A console whose provider lies, where the account `someone` is the coach."""
    door = Doorway(shared_place, await assemble(shared_place), oidc=liar.oidc)
    coach = await door.person("coach")
    await door.place.store.accounts.bind(liar.issuer, "someone", [coach])
    return door


async def sent_to(browser: httpx.AsyncClient) -> str:
    """Press the button; the provider's address."""
    answer = await browser.get("/sign-in/oidc")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def there_and_back(
    browser: httpx.AsyncClient, provider: HonestProvider, subject: str
) -> httpx.Response:
    back = await provider.consent(await sent_to(browser), subject)
    return await browser.get(back)


async def lied_to(browser: httpx.AsyncClient, liar: BentProvider) -> httpx.Response:
    """There and back with a code."""
    state = liar.sent(await sent_to(browser))
    return await browser.get("/sign-in/callback", params={"state": state, "code": "c"})


async def test_whose_address_is_verified_is_known(
    office: Doorway, provider: HonestProvider
) -> None:
    email = office.cast.email("coach")
    await provider.knows("coach-1", email=email.upper(), email_verified=True)
    browser = office.browser()
    assert "/sign-in/oidc" in (await browser.get("/sign-in?to=/sessions")).text
    answer = await there_and_back(browser, provider, "coach-1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sessions")
    assert await is_in(browser)
    assert (await office.person("coach")).name in (await browser.get("/")).text


async def test_an_address_that_is_not_verified_is_nobodys(
    office: Doorway, provider: HonestProvider
) -> None:
    await provider.knows("claims-much", email=office.cast.email("coach"))
    browser = office.browser()
    assert (await there_and_back(browser, provider, "claims-much")).status_code == 403
    assert not await is_in(browser)


async def test_an_account_stays_whose_it_is_whatever_its_address(
    office: Doorway, provider: HonestProvider
) -> None:
    await provider.knows("first", email=office.cast.email("coach"), email_verified=True)
    assert (await there_and_back(office.browser(), provider, "first")).status_code == 303
    # Another account with the same address is not the coach,
    await provider.knows("second", email=office.cast.email("coach"), email_verified=True)
    assert (await there_and_back(office.browser(), provider, "second")).status_code == 403
    # and the first stays the coach when it comes with the learner's.
    await provider.knows("first", email=office.cast.email("learner"), email_verified=True)
    browser = office.browser()
    assert (await there_and_back(browser, provider, "first")).status_code == 303
    assert (await office.person("coach")).name in (await browser.get("/")).text


async def test_who_has_a_new_account_can_be_let_in_again(
    office: Doorway, provider: HonestProvider
) -> None:
    await provider.knows("old", email=office.cast.email("peer"), email_verified=True)
    await there_and_back(office.browser(), provider, "old")
    assert await forget_account(office.place.store, [await office.person("peer")]) == 1
    await provider.knows("new", email=office.cast.email("peer"), email_verified=True)
    assert (await there_and_back(office.browser(), provider, "new")).status_code == 303
    await provider.knows("old", email="elsewhere@example.org", email_verified=True)
    assert (await there_and_back(office.browser(), provider, "old")).status_code == 403


async def test_somebody_of_two_agencies_chooses_one(
    office: Doorway, provider: HonestProvider
) -> None:
    other = Doorway(office.place, await assemble(office.place))
    people = [await office.person("coach"), await other.person("coach")]
    await office.place.store.accounts.bind(provider.issuer, "both", people)
    browser = office.browser()
    asked = await there_and_back(browser, provider, "both")
    assert asked.status_code == 200
    assert all(one.name in asked.text for one in people)
    assert not await is_in(browser)
    choice = asked.text.partition('name="choice" value="')[2].partition('"')[0]
    learner = {"person": office.cast["learner"], "choice": choice}
    refused = await browser.post("/sign-in/choose", data=learner, headers=FROM_A_PAGE)
    assert refused.status_code == 403
    form = {"person": other.cast["coach"], "choice": choice}
    answer = await browser.post("/sign-in/choose", data=form, headers=FROM_A_PAGE)
    assert answer.status_code == 303
    assert people[1].name in (await browser.get("/")).text
    again = await browser.post("/sign-in/choose", data=form, headers=FROM_A_PAGE)
    assert again.status_code == 403


async def test_links_are_no_good_where_a_provider_is_set(
    office: Doorway, provider: HonestProvider
) -> None:
    link = await office.link("coach")  # from before it was set
    browser = office.browser()
    assert (await browser.get(link)).status_code == 403
    assert (await office.follow(browser, link, "coach")).status_code == 403


async def test_coming_back_twice_is_refused(office: Doorway, provider: HonestProvider) -> None:
    await provider.knows("twice", email=office.cast.email("coach"), email_verified=True)
    browser = office.browser()
    back = await provider.consent(await sent_to(browser), "twice")
    assert (await browser.get(back)).status_code == 303
    kept = browser.cookies["__Host-session"]
    await browser.post("/sign-out", headers=FROM_A_PAGE)
    assert (await browser.get(back)).status_code == 403
    browser.cookies.set("__Host-session", kept)
    assert not await is_in(browser)


async def test_a_code_used_before_is_refused(office: Doorway, provider: HonestProvider) -> None:
    await provider.knows("replayed", email=office.cast.email("coach"), email_verified=True)
    browser = office.browser()
    back = await provider.consent(await sent_to(browser), "replayed")
    assert (await browser.get(back)).status_code == 303
    code = parse_qs(urlsplit(back).query)["code"][0]
    thief = office.browser()
    state = parse_qs(urlsplit(await sent_to(thief)).query)["state"][0]
    answer = await thief.get("/sign-in/callback", params={"state": state, "code": code})
    assert answer.status_code == 403
    assert not await is_in(thief)


async def test_a_code_got_for_another_way_is_refused(
    office: Doorway, provider: HonestProvider
) -> None:
    # It carries the nonce of the way it was got on.
    await provider.knows("crossed", email=office.cast.email("coach"), email_verified=True)
    victim, thief = office.browser(), office.browser()
    stolen = parse_qs(urlsplit(await provider.consent(await sent_to(victim), "crossed")).query)
    state = parse_qs(urlsplit(await sent_to(thief)).query)["state"][0]
    answer = await thief.get(
        "/sign-in/callback", params={"state": state, "code": stolen["code"][0]}
    )
    assert answer.status_code == 403
    assert not await is_in(thief)


async def test_the_state_of_another_browser_is_refused(
    office: Doorway, provider: HonestProvider
) -> None:
    await provider.knows("attacker", email=office.cast.email("peer"), email_verified=True)
    attacker, victim = office.browser(), office.browser()
    back = await provider.consent(await sent_to(attacker), "attacker")
    assert (await victim.get(back)).status_code == 403
    await sent_to(victim)  # on a way of its own it is refused no less
    assert (await victim.get(back)).status_code == 403
    assert not await is_in(victim)


async def test_a_way_taken_too_long_ago_is_refused(
    office: Doorway, provider: HonestProvider
) -> None:
    await provider.knows("late", email=office.cast.email("coach"), email_verified=True)
    browser = office.browser()
    back = await provider.consent(await sent_to(browser), "late")
    await office.place.sql(
        "update sign_in_flow set expires_at = expires_at - interval '10 minutes'"
    )
    assert (await browser.get(back)).status_code == 403
    assert not await is_in(browser)


async def test_an_expired_token_of_the_provider_is_refused(shared_place: Place) -> None:
    async with honest_provider(max_age=-60) as provider:
        door = Doorway(shared_place, await assemble(shared_place), oidc=provider.oidc)
        await provider.knows("slow", email=door.cast.email("coach"), email_verified=True)
        browser = door.browser()
        assert (await there_and_back(browser, provider, "slow")).status_code == 403
        assert not await is_in(browser)


async def test_without_lies_it_is_the_coach(wary: Doorway, liar: BentProvider) -> None:
    browser = wary.browser()
    assert (await lied_to(browser, liar)).status_code == 303
    assert await is_in(browser)
    assert liar.address["code_challenge_method"] == "S256"
    assert liar.address["response_type"] == "code"
    assert liar.address["redirect_uri"] == "https://coaching.example/sign-in/callback"
    assert len(liar.asked[0]["code_verifier"]) >= 43


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": None},
        {"iat": 4_000_000_000},
        {"nbf": 4_000_000_000},
        {"iss": "https://another.example"},
        {"iss": None},
        {"aud": "another client"},
        {"aud": [CLIENT, "another client"]},
        {"aud": None},
        {"azp": "another client"},
        {"sub": None},
        {"sub": 5},
        {"sub": "somebody else"},
        {"at_hash": "of another token"},
    ],
    ids=str,
)
async def test_a_token_that_says_something_else_is_refused(
    wary: Doorway, liar: BentProvider, claims: dict[str, Any]
) -> None:
    liar.claims = claims
    browser = wary.browser()
    assert (await lied_to(browser, liar)).status_code == 403
    assert not await is_in(browser)


def unsigned(claims: dict[str, Any]) -> str:
    parts = ({"alg": "none"}, claims)
    said = [
        base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts
    ]
    return f"{said[0]}.{said[1]}."


async def test_a_token_signed_by_another_key_is_refused(wary: Doorway, liar: BentProvider) -> None:
    liar.published = [liar.key]
    liar.key = RSAKey.generate_key(2048, {"kid": "one"})
    browser = wary.browser()
    assert (await lied_to(browser, liar)).status_code == 403
    assert not await is_in(browser)


@pytest.mark.parametrize("how", ["none", "secret", "public key", "garbage", "empty"])
async def test_a_token_that_is_not_signed_by_the_provider_alone_is_refused(
    wary: Doorway, liar: BentProvider, how: str
) -> None:
    browser = wary.browser()
    state = liar.sent(await sent_to(browser))
    claims = {"iss": liar.issuer, "aud": CLIENT, "sub": "someone", "iat": 1, "exp": 4_000_000_000}
    claims |= {"nonce": liar.address["nonce"], "iat": 1_700_000_000}
    match how:
        case "none":
            liar.token = unsigned(claims)
        case "secret":
            liar.token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
        case "public key":
            key = OctKey.import_key(base64.b64encode(liar.key.as_pem(private=False)).decode())
            liar.token = jwt.encode({"alg": "HS256", "kid": "one"}, claims, key)
        case "garbage":
            liar.token = "a.b.c"
        case _:
            liar.token = ""
    answer = await browser.get("/sign-in/callback", params={"state": state, "code": "c"})
    assert answer.status_code == 403
    assert not await is_in(browser)


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://another.example"}, {"jwks_uri": None}, {"token_endpoint": 5}],
    ids=str,
)
async def test_metadata_that_is_somebody_elses_or_broken_sends_nobody_anywhere(
    wary: Doorway, liar: BentProvider, metadata: dict[str, Any]
) -> None:
    liar.metadata = metadata
    assert (await wary.browser().get("/sign-in/oidc")).status_code == 503


async def test_a_provider_that_redirects_is_not_followed(wary: Doorway, liar: BentProvider) -> None:
    async with bent_provider() as other:
        other.metadata = {"issuer": liar.issuer}
        liar.elsewhere = f"{other.issuer}/.well-known/openid-configuration"
        assert (await wary.browser().get("/sign-in/oidc")).status_code == 503


async def test_an_answer_in_the_name_of_another_provider_is_refused(
    wary: Doorway, liar: BentProvider
) -> None:
    browser = wary.browser()
    back = {"state": liar.sent(await sent_to(browser)), "code": "c", "iss": "https://evil.example"}
    assert (await browser.get("/sign-in/callback", params=back)).status_code == 403
    liar.metadata = {"authorization_response_iss_parameter_supported": True}
    strict = Doorway(wary.place, wary.cast, oidc=liar.oidc)
    assert (await lied_to(strict.browser(), liar)).status_code == 403  # it says no name at all
    state = liar.sent(await sent_to(browser := strict.browser()))
    back = {"state": state, "code": "c", "iss": liar.issuer}
    assert (await browser.get("/sign-in/callback", params=back)).status_code == 303


async def test_who_says_no_there_is_not_signed_in(wary: Doorway, liar: BentProvider) -> None:
    browser = wary.browser()
    state = liar.sent(await sent_to(browser))
    back = {"state": state, "error": "access_denied"}
    assert (await browser.get("/sign-in/callback", params=back)).status_code == 403
    again = {"state": state, "code": "c"}
    assert (await browser.get("/sign-in/callback", params=again)).status_code == 403
    assert liar.asked == []


async def test_a_provider_that_is_away_is_said_to_be(shared_place: Place) -> None:
    gone = Oidc(f"http://127.0.0.1:{free_port()}", CLIENT, SECRET)
    door = Doorway(shared_place, await assemble(shared_place), oidc=gone)
    answer = await door.browser().get("/sign-in/oidc")
    assert answer.status_code == 503
    assert "does not answer" in answer.text


async def test_without_a_provider_there_is_no_way_to_one(door: Doorway) -> None:
    for path in ("/sign-in/oidc", "/sign-in/callback?state=a&code=b"):
        assert (await door.browser().get(path)).status_code == 404
