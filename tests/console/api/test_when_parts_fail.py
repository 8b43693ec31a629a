"""What a program is told when a part of the engine is away, or nobody knows what came of an act."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest

from console.app import make_console
from services.connections import Engine
from store.store import Store
from tests.console.api.calling import SETTINGS, Office
from workers.keys import key_ring
from workflows.gateway import Gateway

pytestmark = pytest.mark.servers


async def test_an_unknown_outcome_says_to_send_the_same_again(office: Office) -> None:
    engine = office.place.engine
    hasty = Gateway(engine.client, engine.store.engagements, engine.task_queue, timeout=0.001)
    path, body = f"{office.at}/acts/state_expertise", {"statement": "Ten years"}
    headers = office.headers("coach", **{"Idempotency-Key": str(uuid4())})
    async with calling(replace(engine, gateway=hasty)) as client:
        answer = await client.post(path, json=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (202, "unknown_outcome")
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) == answer.json()["retry_after"] > 0
    settled = await office.client.post(path, json=body, headers=headers)
    assert settled.status_code in (200, 201), "the same key settles it"
    assert (await office.told.kinds()).count("expertise_stated") == 1


async def test_a_database_that_is_away_is_said_to_be(office: Office) -> None:
    engine = office.place.engine
    settings = office.place.stack.settings()
    assert settings.database_url is not None
    dsn = settings.database_url.get_secret_value()
    gone = await Store.connect(dsn, key_ring(settings), engine.clock)
    await gone.close()
    async with calling(replace(engine, store=gone)) as client:
        answer = await client.get("/me", headers=office.headers("coach"))
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"]


@asynccontextmanager
async def calling(engine: Engine) -> AsyncIterator[httpx.AsyncClient]:
    """The API over another engine."""
    transport = httpx.ASGITransport(make_console(engine, SETTINGS), raise_app_exceptions=False)
    base = f"{SETTINGS.base_url}/api/v1"
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        yield client


@pytest.mark.parametrize("media", ["application/json", "Application/JSON", "application/x+Json"])
async def test_what_can_not_be_read_is_refused_before_anything_else(
    office: Office, media: str
) -> None:
    path = f"{office.at}/acts/state_expertise"
    for sent in ('{"statement": "a", "statement": "b"}', '{"statement": NaN}', "[" * 100_000, "{"):
        answer = await raw(office, path, sent, media)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_json"), sent[:20]
    for sent in (r'{"statement": "\ud800"}', r'{"statement": "\u0000"}'):
        answer = await raw(office, path, sent, media)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_json"), sent
    large = await raw(office, path, '{"statement": "' + "x" * 1_000_001 + '"}', media)
    assert (large.status_code, large.json()["code"]) == (413, "too_large")


async def raw(office: Office, path: str, sent: str, media: str) -> httpx.Response:
    """A body as it is."""
    more = {"Idempotency-Key": str(uuid4()), "Content-Type": media}
    headers = office.headers("coach", **more)
    return await office.client.post(path, content=sent, headers=headers)
