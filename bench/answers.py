"""Pages as a browser gets them, rendered and compressed, beside the bare statements they sent."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from unittest.mock import patch

import asyncpg
import httpx

from bench.timing import Figure, compared, in_turn
from console.app import make_console
from console.settings import ConsoleSettings
from domain.person.person import Person
from services.connections import Engine
from services.signing.sign_in import open_session
from store.database import Database
from tests.store.world import ENGAGEMENT

HERE = "http://127.0.0.1"
TIMES = 60
WARM = 10

Said = list[tuple[str, Sequence[Any]]]
Transaction = tuple[Database, Said]
"""What was asked of which pool in one transaction, but begin and commit."""


async def answers(
    engine: Engine, coordinator: Person, coach: Person, size: int
) -> AsyncIterator[Figure]:
    """Every page that lists or shows engagements, opened by a person who is signed in."""
    settings = ConsoleSettings(HERE, b"s" * 32, requests_a_minute=10**9)
    app = make_console(engine, settings)
    for person, paths in ((coordinator, OF_COORDINATORS), (coach, OF_COACHES)):
        opened = await open_session(engine.store, person)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url=HERE,
            cookies={"session": opened.token},
            headers={"Accept": "text/html", "Accept-Encoding": "gzip"},
        ) as browser:
            for name, path in paths.items():
                yield await _answer(browser, f"page: {name}, {size:,} engagements", path)
    await app.state.live.close()


OF_COORDINATORS = {
    "needs you now (coordinator)": "/",
    "board": "/board",
    "board, soonest due first": "/board?order=due",
    "board, search by name": "/board?name=marker+lear",
    "engagements (coordinator)": "/engagements",
    "caseload": "/caseload",
    "people": "/people",
    "program figures": "/program",
    "launch form": "/launch",
    "one engagement (coordinator)": f"/engagements/{ENGAGEMENT}",
}
OF_COACHES = {
    "needs you now (coach)": "/",
    "engagements (coach)": "/engagements",
}


async def _answer(browser: httpx.AsyncClient, what: str, path: str) -> Figure:
    await browser.get(path)
    async with _heard() as transactions:
        answer = await browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")

    async def ours(_: int) -> None:
        (await browser.get(path)).raise_for_status()

    async def bare(_: int) -> None:
        for database, said in transactions:
            async with database.transaction() as c:
                for sql, values in said:
                    await c.fetch(sql, *values)

    mine, theirs = await in_turn(TIMES + WARM, ours, bare)
    beside = f"its {sum(len(said) for _, said in transactions)} statements"
    figure = compared(what, beside, mine[WARM:], theirs[WARM:])
    kilobytes = int(answer.headers.get("content-length", 0)) / 1000
    figure.facts["kilobytes"] = kilobytes
    return figure


@asynccontextmanager
async def _heard() -> AsyncIterator[list[Transaction]]:
    """Everything that is sent to PostgreSQL meanwhile."""
    heard: list[Transaction] = []
    transaction, fetch = Database.transaction, Database.fetch

    @asynccontextmanager
    async def listening(self: Database, *args: float, **more: bool) -> AsyncIterator[object]:
        said: Said = []
        heard.append((self, said))
        async with transaction(self, *args, **more) as c:
            with c.query_logger(lambda one: said.append((one.query, one.args))):
                yield c

    async def fetched(self: Database, sql: str, *values: object) -> list[asyncpg.Record]:
        heard.append((self, [(sql, values)]))
        return await fetch(self, sql, *values)

    with (
        patch.object(Database, "transaction", listening),
        patch.object(Database, "fetch", fetched),
    ):
        yield heard
