"""One running site: servers, a worker and the console, an agency's people, a real browser."""

import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from domain.person.person import Person
from services.signing.sign_in import open_session
from tests.console.browser.watching import watched
from tests.journeys.cast import Cast
from tests.journeys.place import Place, opened_place, until

CHROMIUM = next((p for n in ("chromium", "chromium-browser") if (p := shutil.which(n))), None)
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
COOKIE = "session"
"""As `console.signing.cookies` names it without TLS."""


class Screen(Enum):
    """What people have before them."""

    DESK = "desk"
    PHONE = "phone"
    NO_SCRIPT = "no_script"


@dataclass
class Site:
    """The console of one running place, and the browser it is opened in."""

    place: Place
    browser: Browser

    @property
    def address(self) -> str:
        """Where people open it."""
        return self.place.stack.console.address

    async def person(self, person_id: str) -> Person:
        """One of its people."""
        return (await self.place.store.reader.people([person_id]))[person_id]

    async def visit(self, screen: Screen = Screen.DESK) -> BrowserContext:
        """A browser of its own, in which nobody is signed in."""
        phone = screen is Screen.PHONE
        context = await self.browser.new_context(
            base_url=self.address,
            viewport={"width": 360, "height": 740} if phone else {"width": 1280, "height": 900},
            has_touch=phone,
            is_mobile=phone,
            java_script_enabled=screen is not Screen.NO_SCRIPT,
            locale="en-US",
            timezone_id="America/Los_Angeles",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        return context

    async def signed_in(self, person_id: str, screen: Screen = Screen.DESK) -> Page:
        """A page of a browser in which this person is signed in; whoever opens it closes it."""
        context = await self.visit(screen)
        opened = await open_session(self.place.store, await self.person(person_id))
        await context.add_cookies(
            [
                {
                    "name": COOKIE,
                    "value": opened.token,
                    "url": self.address,
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )
        return watched(await context.new_page())

    async def kill_console(self) -> None:
        """`kill -9`."""
        pid = self.place.stack.console.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

        async def gone() -> bool:
            return not self.place.stack.console.running

        await until(gone, 10, "the console's end")


@dataclass(frozen=True)
class Desk:
    """A cast at a site."""

    site: Site
    cast: Cast

    async def open(self, role: str, screen: Screen = Screen.DESK) -> Page:
        """A page of this role's person, signed in."""
        return await self.site.signed_in(self.cast[role], screen)


@asynccontextmanager
async def opened_site(folder: Path) -> AsyncIterator[Site]:
    """Everything started, in a folder of its own."""
    async with opened_place(folder) as place, async_playwright() as playwright:
        console = place.stack.console
        try:
            await console.start()
            browser = await playwright.chromium.launch(
                executable_path=CHROMIUM, args=list(_FLAGS), chromium_sandbox=False
            )
            try:
                yield Site(place, browser)
            finally:
                await browser.close()
        finally:
            await console.stop()
