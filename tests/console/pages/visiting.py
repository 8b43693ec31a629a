"""People of an agency in front of the pages, each in a browser where they are signed in."""

import html
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from services.ids import fresh_id
from tests.console.signing.doorway import FROM_A_PAGE, Doorway
from tests.journeys.cast import Cast, Told, assemble, launched
from tests.journeys.place import Place

Form = Mapping[str, str | Sequence[str]]
MORE = ("other_learner", "other_coach", "other_supervisor")


@dataclass
class Office:
    """One agency with an engagement, and its people's browsers."""

    door: Doorway
    cast: Cast
    told: Told
    open: AsyncExitStack
    browsers: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        return self.door.place

    @property
    def at(self) -> str:
        """The page of the engagement."""
        return f"/engagements/{self.told.id}"

    async def browser(self, role: str | None) -> httpx.AsyncClient:
        """Where somebody of this role is signed in; None for nobody."""
        key = role or ""
        if key not in self.browsers:
            one = self.door.browser() if role is None else await self.door.signed_in(role)
            self.open.push_async_callback(one.aclose)
            self.browsers[key] = one
        return self.browsers[key]

    async def get(self, role: str | None, path: str) -> httpx.Response:
        """A page, as it is opened."""
        return await (await self.browser(role)).get(path)

    async def post(self, role: str | None, path: str, form: Form) -> httpx.Response:
        """A form, as it is sent."""
        browser = await self.browser(role)
        return await browser.post(path, data=dict(form), headers=FROM_A_PAGE)

    async def sees(self, role: str, path: str) -> str:
        """The text of a page that must be there."""
        answer = await self.get(role, path)
        assert answer.status_code == 200, (path, answer.status_code, text_of(answer))
        return text_of(answer)

    async def does(self, role: str, kind: str, form: Form) -> httpx.Response:
        """An act by its form, with an id of its own unless one is given."""
        return await self.post(role, f"{self.at}/act/{kind}", {"command_id": fresh_id(), **form})

    def day(self, days: float) -> str:
        """A day that many days ahead."""
        return (self.place.engine.clock.now() + timedelta(days=days)).date().isoformat()


@asynccontextmanager
async def opened_office(place: Place, **settings: Any) -> AsyncIterator[Office]:
    """An agency of one's own at a place, with an engagement."""
    async with AsyncExitStack() as stack:
        cast = await assemble(place, more=MORE, **settings)
        door = Doorway(place, cast, sign_ins_a_minute=10_000, requests_a_minute=1_000_000)
        end = (place.engine.clock.now() + timedelta(days=250)).date().isoformat()
        told = await launched(place, cast, expected_end=end)
        yield Office(door, cast, told, stack)


async def another(office: Office, **fields: object) -> Told:
    """One more engagement of the agency, of other people unless it is said otherwise."""
    cast = office.cast
    given: dict[str, object] = {
        "learners": [cast["other_learner"]],
        "coach": cast["other_coach"],
        "supervisor": cast["other_supervisor"],
        "expected_end": office.day(200),
    }
    return await launched(office.place, cast, **{**given, **fields})


def routes(office: Office) -> list[tuple[str, str]]:
    """(method, path) of every page there is, and of every form."""
    return list(_of(office.door.app.routes))


def _of(found: Iterable[BaseRoute]) -> Iterator[tuple[str, str]]:
    for route in found:
        inner = getattr(route, "original_router", None)
        if isinstance(inner, APIRouter):
            yield from _of(inner.routes)
        elif isinstance(route, APIRoute):
            yield from ((method, route.path) for method in sorted(route.methods or ()))


def text_of(answer: httpx.Response) -> str:
    """What a page says, with its entities read."""
    return html.unescape(answer.text)


def hidden(page: str, name: str) -> str:
    """The value of a field that the page carries along."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def no_such() -> str:
    """An id of nothing."""
    return str(uuid4())
