"""What is refused before a page looks at it: other sites, other names, too much, too often."""

from collections.abc import AsyncIterator

import pytest

from services.signing.tokens import OF_PEOPLE, make_for_self
from tests.console.signing.doorway import FROM_A_PAGE, HERE, Doorway, is_in

pytestmark = pytest.mark.servers

LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": HERE},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "SAME-ORIGIN"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://coaching.example"},
        {"Origin": "https://coaching.example.evil.example"},
        {"Origin": "null"},
        {},
        LINK,
    ],
    ids=str,
)
async def test_what_another_site_posts_is_not_done(door: Doorway, headers: dict[str, str]) -> None:
    browser = await door.signed_in("coach")
    for path in ("/sign-out", "/sessions/end", await door.link("learner")):
        answer = await browser.post(path, data={"person": door.cast["learner"]}, headers=headers)
        assert answer.status_code == 403
    assert (await door.person("coach")).name in (await browser.get("/")).text


@pytest.mark.parametrize(
    "headers", [FROM_A_PAGE, {"Sec-Fetch-Site": "none"}, {"Origin": HERE}], ids=str
)
async def test_what_our_own_pages_post_is_done(door: Doorway, headers: dict[str, str]) -> None:
    browser = await door.signed_in("coach")
    assert (await browser.post("/sign-out", headers=headers)).status_code == 303
    assert not await is_in(browser)


async def test_other_sites_may_lead_here_and_nothing_else(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    assert (await browser.get("/", headers=LINK)).status_code == 200
    for other in (
        {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Dest": "object"},
    ):
        assert (await browser.get("/", headers=LINK | other)).status_code == 403
        assert (await browser.get("/api/v1/me", headers=LINK | other)).status_code == 403


async def test_a_cookie_opens_the_api_to_our_own_pages_only(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    body = {"name": "mine", "scopes": ["self:read"], "days": 1}
    refused = await browser.post(
        "/api/v1/me/tokens", json=body, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert refused.status_code == 403
    assert refused.json()["code"] == "other_site"
    assert (await browser.get("/api/v1/me", headers=FROM_A_PAGE)).status_code == 200


async def test_a_token_needs_no_page(door: Doorway) -> None:
    made = await make_for_self(door.place.engine, await door.person("coach"), "test", OF_PEOPLE)
    program = door.browser()
    bearer = {"Authorization": f"Bearer {made.token}"}
    answer = await program.post("/api/v1/no/such/path", json={}, headers=bearer)
    assert answer.status_code == 404
    assert (await program.post("/api/v1/no/such/path", json={})).status_code in (401, 404)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "coaching.example.evil.example", "coaching.example:81", "", "127.0.0.1"],
)
async def test_another_name_is_not_answered(door: Doorway, host: str) -> None:
    answer = await door.browser().get("/sign-in", headers={"Host": host})
    assert answer.status_code == 421
    assert "evil" not in answer.text


async def test_on_loopback_each_of_its_names_will_do(door: Doorway) -> None:
    plain = Doorway(door.place, door.cast, "http://127.0.0.1:8080").browser()
    for host, status in (
        ("127.0.0.1:8080", 200),
        ("localhost:8080", 200),
        ("[::1]:8080", 200),
        ("localhost", 421),
        ("localhost:81", 421),
        ("evil.example:8080", 421),
    ):
        assert (await plain.get("/sign-in", headers={"Host": host})).status_code == status


async def test_a_page_takes_no_more_than_a_megabyte(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    much = b"x=" + b"a" * 1_000_000
    form = {"Content-Type": "application/x-www-form-urlencoded", **FROM_A_PAGE}

    async def in_parts() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"a" * 100_000

    assert (await browser.post("/sign-out", content=much, headers=form)).status_code == 413
    assert (await browser.post("/sign-out", content=in_parts(), headers=form)).status_code == 413
    lies = {**form, "Content-Length": "many"}
    assert (await browser.post("/sign-out", content=b"", headers=lies)).status_code == 413
    assert await is_in(browser)
    assert (await browser.post("/sign-out", content=much[:-2], headers=form)).status_code == 303


async def test_a_cohorts_file_may_be_twelve_megabytes(door: Doorway) -> None:
    browser = await door.signed_in("coordinator")
    form = {"Content-Type": "application/octet-stream", **FROM_A_PAGE}
    for size, refused in ((2_000_000, False), (12_000_001, True)):
        answer = await browser.post("/cohorts/none", content=b"a" * size, headers=form)
        assert (answer.status_code == 413) is refused


async def test_signing_in_is_not_tried_endlessly_from_one_address(door: Doorway) -> None:
    strict = Doorway(door.place, door.cast, sign_ins_a_minute=5)
    statuses = [
        (await strict.browser().get(f"/sign-in/link/{'a' * 43}")).status_code for _ in range(7)
    ]
    assert statuses == [403] * 5 + [429] * 2
    refused = await strict.browser().get("/sign-in")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert "wait a minute" in refused.text


async def test_one_person_asks_so_often_and_others_none_the_less(door: Doorway) -> None:
    strict = Doorway(door.place, door.cast, requests_a_minute=5)
    # Both sign in from one address, and each link is one request of the address.
    coach, learner = await strict.signed_in("coach"), await strict.signed_in("learner")
    statuses = [(await coach.get("/sessions")).status_code for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2
    assert (await learner.get("/sessions")).status_code == 200
    refused = await coach.get("/api/v1/me")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert refused.headers["content-type"] == "application/problem+json"
