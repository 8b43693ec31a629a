"""Signing in by a link that works once."""

import re

import pytest

from services.signing.sign_in import make_link
from services.troubles import Refused
from tests.console.signing.doorway import Doorway, is_in
from tests.journeys.cast import assemble

pytestmark = pytest.mark.servers


async def test_a_link_signs_in_the_person_it_was_made_for(door: Doorway) -> None:
    coach = await door.person("coach")
    browser = door.browser()
    link = await door.link("coach")
    shown = await browser.get(link)
    assert shown.status_code == 200
    assert f"Sign in as {coach.name}" in shown.text
    answer = await door.follow(browser, link, "coach")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert coach.name in (await browser.get("/")).text


async def test_opening_a_link_uses_nothing_up(door: Doorway) -> None:
    link = await door.link("coach")
    for _ in range(3):
        opened = door.browser()
        assert (await opened.get(link)).status_code == 200
        assert "set-cookie" not in (await opened.head(link)).headers
        assert not await is_in(opened)
    assert (await door.follow(door.browser(), link, "coach")).status_code == 303


async def test_a_link_works_once(door: Doorway) -> None:
    link = await door.link("coach")
    assert (await door.follow(door.browser(), link, "coach")).status_code == 303
    second = door.browser()
    assert (await door.follow(second, link, "coach")).status_code == 403
    assert (await second.get(link)).status_code == 403
    assert not await is_in(second)


async def test_a_link_is_no_good_after_ten_minutes(door: Doorway) -> None:
    link = await door.link("coach")
    await door.place.sql(
        "update sign_in_link set expires_at = expires_at - interval '10 minutes' where people = $1",
        [door.cast["coach"]],
    )
    browser = door.browser()
    assert (await browser.get(link)).status_code == 403
    assert (await door.follow(browser, link, "coach")).status_code == 403
    assert not await is_in(browser)


async def test_a_link_is_for_nobody_else(door: Doorway) -> None:
    link = await door.link("coach")
    browser = door.browser()
    assert (await door.follow(browser, link, "coordinator")).status_code == 403
    assert not await is_in(browser)
    assert (await door.follow(browser, link, "coach")).status_code == 303


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "é" * 43, "a" * 5000])
async def test_a_made_up_link_is_refused(door: Doorway, secret: str) -> None:
    browser = door.browser()
    path = f"/sign-in/link/{secret}"
    assert (await browser.get(path)).status_code == 403
    assert (await door.follow(browser, path, "coach")).status_code == 403


async def test_somebody_in_two_agencies_chooses_one(door: Doorway) -> None:
    other = Doorway(door.place, await assemble(door.place))
    people = [await door.person("coach"), await other.person("coach")]
    link = f"/sign-in/link/{await make_link(door.place.store, people, provider=False)}"
    browser = door.browser()
    shown = (await browser.get(link)).text
    assert all(one.name in shown for one in people)
    assert f"County {door.cast.slug}" in shown
    assert (await other.follow(browser, link, "coach")).status_code == 303
    home = (await browser.get("/")).text
    assert people[1].name in home
    assert people[0].name not in home


async def test_links_are_refused_where_a_provider_is_set(door: Doorway) -> None:
    with pytest.raises(Refused, match="OpenID provider"):
        await make_link(door.place.store, [await door.person("coach")], provider=True)


async def test_after_signing_in_one_is_where_one_wanted_to_go(door: Doorway) -> None:
    browser = door.browser()
    away = await browser.get("/sessions?page=2&sort=a%20b")
    assert (await browser.get(away.headers["location"])).status_code == 200
    answer = await door.follow(browser, await door.link("coach"), "coach")
    assert answer.headers["location"] == "/sessions?page=2&sort=a%20b"


async def test_a_part_of_a_page_leads_the_whole_page_to_signing_in(door: Doorway) -> None:
    away = await door.browser().get("/sessions", headers={"HX-Request": "true"})
    assert (away.status_code, away.headers["hx-redirect"]) == (401, "/sign-in?to=/sessions")


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/%5cevil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\r\nLocation: https://evil.example/",
        "/sign-out",
        "/api/v1/me",
        "/" + "a" * 600,
    ],
)
async def test_nobody_is_led_elsewhere(door: Doorway, to: str) -> None:
    browser = door.browser()
    await browser.get("/sign-in", params={"to": to})
    answer = await door.follow(browser, await door.link("coach"), "coach")
    target = answer.headers["location"]
    assert target in ("/", "/%5cevil.example"), target


async def test_the_page_of_a_link_tells_its_address_to_nobody(door: Doorway) -> None:
    answer = await door.browser().get(await door.link("coach"))
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_only_hashes_of_secrets_are_kept(door: Doorway) -> None:
    browser = door.browser()
    link = await door.link("coach")
    unused = await door.link("learner")
    await door.follow(browser, link, "coach")
    token = browser.cookies["__Host-session"]
    kept = "\n".join(row for rows in (await door.place.dump()).values() for row in rows)
    for secret in (token, link.rpartition("/")[2], unused.rpartition("/")[2]):
        assert re.fullmatch(r"[\w-]{43}", secret)
        assert secret not in kept
