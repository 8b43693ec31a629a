"""What goes with every answer, and what is never in a log."""

import logging

import httpx
import pytest
from structlog.testing import capture_logs

from console.away import not_open_yet
from console.hardening.layers import hardened
from console.hardening.safe_headers import POLICY
from console.rendering.assets import asset
from console.settings import ConsoleSettings
from services.signing.tokens import OF_PEOPLE, make_for_self
from tests.console.signing.doorway import FROM_A_PAGE, HERE, Doorway

pytestmark = pytest.mark.servers

WORDS = "MARKER of what somebody wrote"


def assert_hardened(answer: httpx.Response) -> None:
    """Whatever the answer is."""
    told = answer.headers
    assert told["content-security-policy"] == POLICY
    assert told["x-content-type-options"] == "nosniff"
    assert told["x-frame-options"] == "DENY"
    assert told["referrer-policy"] in ("same-origin", "no-referrer")
    assert told["cross-origin-opener-policy"] == "same-origin"
    assert told["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in told["permissions-policy"]
    assert told["strict-transport-security"] == "max-age=63072000; includeSubDomains"
    assert "server" not in told


async def test_every_answer_carries_the_headers(door: Doorway) -> None:
    browser = await door.signed_in("coach")
    answers = [
        await browser.get("/"),
        await browser.get("/engagements/none"),
        await browser.get("/no-such-page"),
        await browser.get("/sign-in"),
        await browser.get(await door.link("learner")),
        await browser.get("/api/v1/me"),
        await browser.get("/api/v1/none"),
        await browser.post("/sign-out"),
        await browser.post("/sign-out", content=b"a" * 2_000_000, headers=FROM_A_PAGE),
        await browser.get("/", headers={"Host": "evil.example"}),
        await door.browser().get("/"),
    ]
    assert [one.status_code for one in answers] == [
        *(200, 404, 404, 200, 200, 200, 404, 403, 413, 421, 303)
    ]
    for one in answers:
        assert_hardened(one)
        assert one.headers["cache-control"] == "no-store"


async def test_static_files_are_kept_and_run_nothing_of_others(door: Doorway) -> None:
    answer = await door.browser().get(asset("console.css"))
    assert_hardened(answer)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_plain_http_promises_no_tls(door: Doorway) -> None:
    plain = Doorway(door.place, door.cast, "http://127.0.0.1:8080").browser()
    assert "strict-transport-security" not in (await plain.get("/sign-in")).headers


async def test_while_the_records_are_away_it_is_no_weaker() -> None:
    app = hardened(not_open_yet(), ConsoleSettings(base_url=HERE, secret=b"s" * 32))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as browser:
        answer = await browser.get("/")
        assert answer.status_code == 503
        assert_hardened(answer)
        assert (await browser.post("/sign-out")).status_code == 403


async def test_a_fault_tells_nothing_and_is_as_hardened(door: Doorway) -> None:
    async def failing() -> None:
        raise RuntimeError(WORDS)

    door.app.add_api_route("/failing", failing)
    browser = await door.signed_in("coach")
    with capture_logs() as logged:
        answer = await browser.get("/failing")
    assert answer.status_code == 500
    assert_hardened(answer)
    assert WORDS not in answer.text
    assert "RuntimeError" not in answer.text
    assert [one["event"] for one in logged] == ["request_failed", "request"]
    assert logged[1]["status"] == 500


async def test_no_secret_and_no_text_is_logged(
    door: Doorway, caplog: pytest.LogCaptureFixture
) -> None:
    person = await door.person("coach")
    made = await make_for_self(door.place.engine, person, "test", OF_PEOPLE)
    link = await door.link("coach")
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logged:
        browser = door.browser()
        await browser.get(link, headers={"Referer": WORDS, "User-Agent": WORDS})
        await door.follow(browser, link, "coach")
        await browser.get("/", params={"search": WORDS})
        await browser.post("/engagements/none/act/x", data={"a": WORDS}, headers=FROM_A_PAGE)
        await browser.get("/api/v1/me", headers={"Authorization": f"Bearer {made.token}"})
        await browser.get(f"/{WORDS}")
        token = browser.cookies["__Host-session"]
        await browser.post("/sign-out", headers=FROM_A_PAGE)
    # The client of this test writes its own lines, which name addresses.
    ours = [one for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))]
    written = repr(logged) + "".join(one.getMessage() for one in ours)
    secrets = (token, link.rpartition("/")[2], made.token, WORDS, person.name, person.email)
    assert [one for one in secrets if one in written] == []
    routes = [one["route"] for one in logged if one["event"] == "request"]
    assert routes[:3] == ["/sign-in/link/{secret}", "/sign-in/link/{secret}", "/"]
    assert "/api/v1/me" in routes
    assert routes[-2:] == ["none", "/sign-out"]
    ours_too = [one for one in logged if one["event"] == "request" and one["route"] == "/"]
    assert ours_too[0]["person"] == person.person_id
    assert ours_too[0]["status"] == 200


async def test_who_comes_and_goes_and_who_is_turned_away_is_logged(door: Doorway) -> None:
    person = await door.person("coach")
    with capture_logs() as logged:
        browser = await door.signed_in("coach")
        await browser.get(f"/sign-in/link/{'a' * 43}")
        await browser.post("/sign-out")
        await browser.post("/sign-out", headers=FROM_A_PAGE)
    said = [(one["event"], one.get("person"), one.get("why")) for one in logged]
    assert [one for one in said if one[0] != "request"] == [
        ("signed_in", person.person_id, None),
        ("sign_in_refused", None, "link"),
        ("request_refused", None, "other_site"),
        ("signed_out", person.person_id, None),
    ]


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "PUT", "DELETE", "CONNECT"])
async def test_methods_that_nobody_needs_are_not_there(door: Doorway, method: str) -> None:
    browser = await door.signed_in("coach")
    answer = await browser.request(method, "/sessions", headers=FROM_A_PAGE)
    assert answer.status_code == 405
