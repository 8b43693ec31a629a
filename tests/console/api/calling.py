"""Calling the API in the name of an agency's people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from console.api.application import PREFIX
from console.app import make_console
from console.settings import ConsoleSettings
from console.visitor import Visitor
from services.signing import tokens
from services.signing.tokens import OF_PEOPLE, OF_SYSTEMS
from tests.journeys.cast import Cast, Told, assemble, launched
from tests.journeys.place import Place
from tests.serving import served
from workers.stack.child import free_port

SETTINGS = ConsoleSettings(
    base_url="http://127.0.0.1:8080", secret=b"s" * 32, requests_a_minute=1_000_000
)
ROLES = ("coordinator", "coach", "learner", "supervisor", "leader", "system")


@dataclass
class Office:
    """One agency, an engagement of its people, and the API; `told` tells the engagement."""

    place: Place
    app: FastAPI
    client: httpx.AsyncClient
    cast: Cast
    told: Told
    bearers: dict[str, str]

    def headers(self, role: str | None, **more: str) -> dict[str, str]:
        """Of a call by somebody in this role; None for nobody."""
        bearer = {} if role is None else {"Authorization": f"Bearer {self.bearers[role]}"}
        return {**bearer, **more}

    async def get(self, role: str | None, path: str, **headers: str) -> httpx.Response:
        """`GET /api/v1…`"""
        return await self.client.get(path, headers=self.headers(role, **headers))

    async def post(
        self, role: str | None, path: str, body: Any, *, key: str | None = "", **headers: str
    ) -> httpx.Response:
        """`POST /api/v1…`, with a fresh key if none is given; None sends none."""
        if key is not None:
            headers["Idempotency-Key"] = key or str(uuid4())
        return await self.client.post(path, json=body, headers=self.headers(role, **headers))

    async def act(self, role: str, kind: str, **fields: Any) -> httpx.Response:
        """An act in the office's engagement."""
        return await self.post(role, f"/engagements/{self.told.id}/acts/{kind}", fields)

    @property
    def at(self) -> str:
        """The path of the office's engagement."""
        return f"/engagements/{self.told.id}"


@asynccontextmanager
async def opened_office(place: Place) -> AsyncIterator[Office]:
    """An agency of one's own at a place."""
    cast = await assemble(place)
    told = await launched(place, cast)
    app = make_console(place.engine, SETTINGS)
    people = await place.store.reader.people(cast.ids.values())
    bearers = {
        role: (await tokens.make_for_self(place.engine, people[one], "test", OF_PEOPLE)).token
        for role, one in cast.ids.items()
    }
    coordinator = people[cast["coordinator"]]
    system = await tokens.make_for_system(place.engine, coordinator, "payroll", OF_SYSTEMS)
    bearers["system"] = system.token
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    base = f"{SETTINGS.base_url}/api/v1"
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        yield Office(place, app, client, cast, told, bearers)


@asynccontextmanager
async def served_api(place: Place) -> AsyncIterator[str]:
    """The API's address, behind a real HTTP server."""
    port = free_port()
    settings = replace(SETTINGS, base_url=f"http://127.0.0.1:{port}")
    async with served(make_console(place.engine, settings), port) as address:
        yield address + PREFIX


@asynccontextmanager
async def signed_in(place: Place, person_id: str) -> AsyncIterator[httpx.AsyncClient]:
    """The API as somebody uses it who signed in, which the middleware of signing in finds out."""
    person = (await place.store.reader.people([person_id]))[person_id]
    app = make_console(place.engine, SETTINGS)

    async def visited(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["visitor"] = Visitor(person, "a session")
        await app(scope, receive, send)

    transport = httpx.ASGITransport(visited, raise_app_exceptions=False)
    base = f"{SETTINGS.base_url}/api/v1"
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        yield client
