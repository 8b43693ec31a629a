"""Coming to the console as browsers do: each with cookies of its own."""

from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI

from console.app import make_console
from console.settings import ConsoleSettings
from domain.person.person import Person
from services.signing.sign_in import make_link
from services.signing.sign_in_provider import Oidc
from tests.journeys.cast import Cast
from tests.journeys.place import Place

HERE = "https://coaching.example"
FROM_A_PAGE = {"Sec-Fetch-Site": "same-origin"}
"""What browsers say of a form of our own."""


@dataclass
class Doorway:
    """A console of one agency's people."""

    place: Place
    cast: Cast
    base_url: str = HERE
    oidc: Oidc | None = None
    sign_ins_a_minute: int = 60
    requests_a_minute: int = 600
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        settings = ConsoleSettings(
            base_url=self.base_url,
            secret=b"s" * 32,
            oidc=self.oidc,
            sign_ins_a_minute=self.sign_ins_a_minute,
            requests_a_minute=self.requests_a_minute,
        )
        self.app = make_console(self.place.engine, settings)

    def browser(self) -> httpx.AsyncClient:
        """A new browser."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(
            transport=transport, base_url=self.base_url, headers={"Accept": "text/html"}
        )

    async def person(self, role: str) -> Person:
        """Who has this role."""
        one = self.cast[role]
        return (await self.place.store.reader.people([one]))[one]

    async def link(self, *roles: str) -> str:
        """The path of a link for these people."""
        people = [await self.person(role) for role in roles]
        return f"/sign-in/link/{await make_link(self.place.store, people, provider=False)}"

    async def follow(self, browser: httpx.AsyncClient, link: str, role: str) -> httpx.Response:
        """Press the button of a link's page."""
        form = {"person": self.cast[role]}
        return await browser.post(link, data=form, headers=FROM_A_PAGE)

    async def signed_in(self, role: str) -> httpx.AsyncClient:
        """A browser in which this person is signed in."""
        browser = self.browser()
        answer = await self.follow(browser, await self.link(role), role)
        assert answer.status_code == 303, answer.text
        return browser


async def is_in(browser: httpx.AsyncClient) -> bool:
    """Whether the browser is signed in: its own sessions are shown to nobody else."""
    answer = await browser.get("/sessions")
    if answer.status_code == 303:
        assert answer.headers["location"].startswith("/sign-in?to=")
        return False
    assert answer.status_code == 200, answer.text
    return True
