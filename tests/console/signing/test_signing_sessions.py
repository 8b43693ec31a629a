"""Sessions: how long they last, how they end, and what holds them."""

import pytest

from console.rendering.words import say
from services.signing.sign_in import open_session, session_of
from store.keys.shredding import Disposed
from tests.console.signing.doorway import FROM_A_PAGE, Doorway, is_in

pytestmark = pytest.mark.servers


async def test_the_cookie_is_for_this_host_and_no_script(door: Doorway) -> None:
    answer = await door.follow(door.browser(), await door.link("coach"), "coach")
    [cookie] = [
        one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-session=")
    ]
    said = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert said == {"httponly", "path=/", "samesite=lax", "secure"}


async def test_on_plain_http_the_cookie_does_without_tls(door: Doorway) -> None:
    plain = Doorway(door.place, door.cast, "http://127.0.0.1:8080")
    browser = await plain.signed_in("coach")
    assert set(browser.cookies) == {"session"}
    assert await is_in(browser)


async def test_a_session_signed_out_is_over_for_whoever_kept_its_cookie(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    kept = browser.cookies["__Host-session"]
    answer = await browser.post("/sign-out", headers=FROM_A_PAGE)
    assert answer.headers["clear-site-data"] == '"storage"'
    assert answer.headers["location"] == "/sign-in"
    assert "__Host-session" not in browser.cookies
    again = door.browser()
    again.cookies.set("__Host-session", kept)
    assert not await is_in(again)


async def test_a_session_ends_after_an_idle_hour(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    await door.place.sql(
        "update person_session set seen_at = seen_at - interval '1 hour' where person_id = $1",
        door.cast["coach"],
    )
    assert not await is_in(browser)


async def test_who_goes_on_stays_signed_in(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    for _ in range(3):
        await door.place.sql(
            "update person_session set seen_at = seen_at - interval '59 minutes'"
            " where person_id = $1",
            door.cast["coach"],
        )
        assert await is_in(browser)


async def test_a_session_ends_after_a_day_however_busy(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    await door.place.sql(
        "update person_session set ends_at = ends_at - interval '24 hours' where person_id = $1",
        door.cast["coach"],
    )
    assert not await is_in(browser)


async def test_signing_in_anew_ends_the_session_before(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    before = browser.cookies["__Host-session"]
    await door.follow(browser, await door.link("learner"), "learner")
    assert browser.cookies["__Host-session"] != before
    assert await session_of(door.place.store, before) is None


async def test_one_sees_and_ends_ones_own_sessions(door: Doorway) -> None:
    here, there = await door.signed_in("coach"), await door.signed_in("coach")
    shown = (await here.get("/sessions")).text
    assert shown.count("/end") == 3  # each of the two, and all
    assert shown.count(f">{say('sessions.end_here')}<") == 1, "the one they look from"
    assert shown.count(f">{say('sessions.end')}<") == 1
    found = await session_of(door.place.store, there.cookies["__Host-session"])
    assert found is not None
    path = f"/sessions/{found.session_id}/end"
    assert (await here.post(path, headers=FROM_A_PAGE)).headers["location"] == "/sessions"
    assert not await is_in(there)
    assert await is_in(here)


async def test_nobody_ends_somebody_elses_session(door: Doorway) -> None:
    learner, coach = await door.signed_in("learner"), await door.signed_in("coach")
    found = await session_of(door.place.store, coach.cookies["__Host-session"])
    assert found is not None
    refused = await learner.post(f"/sessions/{found.session_id}/end", headers=FROM_A_PAGE)
    unknown = await learner.post("/sessions/none/end", headers=FROM_A_PAGE)
    assert refused.status_code == unknown.status_code == 404
    assert refused.text == unknown.text.replace("/sessions/none/end", refused.request.url.path)
    assert await is_in(coach)


async def test_signing_out_everywhere_ends_them_all(door: Doorway) -> None:
    browsers = [await door.signed_in("coach") for _ in range(3)]
    await browsers[0].post("/sessions/end", headers=FROM_A_PAGE)
    assert [await is_in(one) for one in browsers] == [False] * 3


@pytest.mark.parametrize("token", ["x", "a" * 43, "'; drop table person_session; --", "é"])
async def test_a_made_up_session_is_nobodys(door: Doorway, token: str) -> None:
    assert await session_of(door.place.store, token) is None


async def test_who_was_disposed_of_is_nobody(door: Doorway) -> None:
    opened = await open_session(door.place.store, await door.person("peer"))
    assert await session_of(door.place.store, opened.token) is not None
    peer = await door.person("peer")
    await door.place.store.accounts.bind("https://id.example", peer.person_id, [peer])
    why = Disposed("operator:test", "asked to be forgotten", door.place.engine.clock.now())
    await door.place.store.disposal.dispose_person(door.cast["peer"], why)
    assert await session_of(door.place.store, opened.token) is None
    for table in ("person_session", "sign_in_account"):
        rows = await door.place.sql(f"select from {table} where person_id = $1", door.cast["peer"])
        assert rows == []


async def test_the_api_knows_who_is_signed_in(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    answer = await browser.get("/api/v1/me")
    assert answer.json()["person"]["person_id"] == door.cast["coach"]
    assert (await door.browser().get("/api/v1/me")).status_code == 401


async def test_static_files_ask_no_database(door: Doorway) -> None:
    answer = await door.browser().get("/static/any/icon.svg")
    assert answer.status_code == 200
