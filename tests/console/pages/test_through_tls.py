"""People come in through TLS: Caddy, by the file that docker-compose gives it, then the console."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest

from services.ids import fresh_id
from services.signing.sign_in import make_link
from tests.console.pages.gate import Gate, opened_gate
from tests.console.pages.test_told_while_open import heard
from tests.console.pages.visiting import Office
from tests.console.signing.doorway import FROM_A_PAGE
from tests.journeys.place import Place

pytestmark = [pytest.mark.servers, pytest.mark.journey]


@pytest.fixture(scope="module")
async def gate(
    shared_place: Place, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Gate]:
    """The gate before the console of the servers that the office is on."""
    async with opened_gate(shared_place, tmp_path_factory.mktemp("gate")) as one:
        yield one


async def test_people_sign_in_act_and_are_told_of_others_through_it(
    office: Office, gate: Gate
) -> None:
    learner = await office.door.person("learner")
    link = f"/sign-in/link/{await make_link(office.place.store, [learner], provider=False)}"
    told = {"Accept": "text/html"}
    async with httpx.AsyncClient(
        base_url=gate.address, verify=gate.trusted, timeout=20, headers=told, trust_env=False
    ) as browser:
        form = {"person": learner.person_id}
        assert (await browser.post(link, data=form)).status_code == 403, "not from a page of ours"
        entered = await browser.post(link, data=form, headers=FROM_A_PAGE)
        assert entered.status_code == 303, entered.text
        cookie = entered.headers["set-cookie"]
        assert cookie.startswith("__Host-session="), cookie
        assert "; Secure" in cookie
        assert "max-age=" in entered.headers["strict-transport-security"]
        assert "server" not in entered.headers

        concern = {"concern": "We hardly ever meet", "command_id": fresh_id()}
        sent = await browser.post(
            f"{office.at}/act/raise_concern", data=concern, headers=FROM_A_PAGE
        )
        assert sent.status_code == 303, sent.text
        assert sent.headers["location"].startswith("/"), "never past the gate"
        assert "concern_raised" in await office.told.kinds()

        async with browser.stream("GET", f"{office.at}/live") as live:
            lines = live.aiter_lines()
            assert await heard(lines) == "open"
            await office.told.does("coach", "look_at_readiness", note="Ready to begin")
            assert await heard(lines) == "changed"


async def test_what_is_refused_is_answered_whole_though_it_is_still_being_sent(gate: Gate) -> None:
    """Else a tired network would show an empty page instead of the reason."""
    host = urlsplit(gate.address)
    reader, writer = await asyncio.open_connection(host.hostname, host.port, ssl=gate.trusted)
    lines = ("POST /sign-in/link/x HTTP/1.1", f"Host: {host.netloc}", "Connection: close")
    kind = "Content-Type: application/x-www-form-urlencoded"
    writer.write("\r\n".join((*lines, kind, "Content-Length: 8", "", "")).encode())
    await writer.drain()
    await asyncio.sleep(0.3)
    writer.write(b"person=1")
    await writer.drain()
    head, _, body = (await asyncio.wait_for(reader.read(), 20)).partition(b"\r\n\r\n")
    writer.close()
    assert b" 403 " in head.splitlines()[0], head
    assert body.rstrip().endswith(b"</html>"), body


async def test_who_comes_without_tls_is_led_to_it(gate: Gate) -> None:
    async with httpx.AsyncClient(base_url=gate.plain, trust_env=False) as browser:
        answer = await browser.get("/sign-in")
    assert answer.status_code == 308
    assert answer.headers["location"].startswith("https://localhost")


async def test_nobody_is_counted_as_somebody_else_by_what_they_say_of_themselves(
    gate: Gate,
) -> None:
    """Else a limit on trying to sign in would hold for nobody."""
    async with httpx.AsyncClient(
        base_url=gate.address, verify=gate.trusted, timeout=20, trust_env=False
    ) as browser:
        answers = [
            await browser.post(
                "/sign-in/link/x",
                headers={**FROM_A_PAGE, "X-Forwarded-For": f"203.0.113.{n}"},
            )
            for n in range(70)
        ]
    assert answers[0].status_code == 403
    assert answers[-1].status_code == 429
