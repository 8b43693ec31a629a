"""Where the records can't be reached, a page says so and keeps what was typed."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from activities.ports import StoreUnavailable
from console.away import RecordsAway, not_open_yet
from console.rendering.assets import asset
from console.rendering.words import say


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(not_open_yet())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def test_a_page_says_so_and_when_to_try_again(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/engagements/1")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "right now" in answer.text
    assert f'href="/engagements/1">{say("away.look_again")}' in answer.text


async def test_what_was_typed_stands_in_a_form_to_send_again(browser: httpx.AsyncClient) -> None:
    typed = {"answers.what": 'I asked "why" <first>,\r\nthen listened', "command_id": "abc"}
    answer = await browser.post("/engagements/1/act/write_reflection", data=typed)
    assert answer.status_code == 503
    assert 'action="/engagements/1/act/write_reflection"' in answer.text
    assert 'name="command_id" value="abc"' in answer.text
    kept = "I asked &#34;why&#34; &lt;first&gt;,\r\nthen listened"
    assert f'name="answers.what" value="{kept}"' in answer.text
    assert f'<p class="wrote">{kept}</p>' in answer.text
    assert '<p class="wrote">abc</p>' not in answer.text


async def test_it_looks_like_every_other_page(browser: httpx.AsyncClient) -> None:
    answer = await browser.get(asset("console.css"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/css")


async def test_a_program_is_told_by_problem_details(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/api/v1/me")
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "unavailable"


async def test_what_has_begun_to_be_answered_is_not_answered_twice() -> None:
    async def breaks_off(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise StoreUnavailable("in the middle")

    transport = httpx.ASGITransport(RecordsAway(breaks_off))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        with pytest.raises(StoreUnavailable):
            await client.get("/")
