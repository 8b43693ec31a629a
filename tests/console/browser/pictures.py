"""The README's two pictures, of the made-up county in the middle of its year: `make pictures`."""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, ViewportSize

from domain.person.person import Person
from services.signing.sign_in import open_session
from tests.console.browser.site import COOKIE, Site, opened_site
from workers.cli.demonstrate import EXAMPLE
from workers.demo.progress import Progress
from workers.demo.quickening import quicken
from workers.demo.running import Demonstration
from workers.demo.sample_people import sample_people

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1120, "height": 760}
_MANY = 60
"""About as many acts as a whole story has."""


def acts(n: int) -> int:
    """How far the nth engagement has come: all stages are met, the earliest first to begin."""
    return 3 + (n * 17) % _MANY


def said(progress: Progress) -> None:
    """On one line of the terminal."""
    print(f"\rday {progress.day:3.0f}: {progress.acts:4} acts", end="", flush=True)


async def make() -> None:
    """Run a county up to its middle, and take both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened_site(Path(folder) / "data") as site:
            engine, mail = site.place.engine, site.place.stack.mail.folder
            await quicken(engine)
            await Demonstration(engine, EXAMPLE, "County case plans", mail, acts).run(said)
            await quicken(engine, 1.0)
            people = await sample_people(engine.store)
            FOLDER.mkdir(parents=True, exist_ok=True)
            await picture(site, people["coordinator"], "/board", "board")
            await picture(site, people["learner"], "/", "learner")


async def picture(site: Site, person: Person, path: str, name: str) -> None:
    """What this person sees, at twice the size."""
    browser: Browser = site.browser
    context = await browser.new_context(
        base_url=site.address, viewport=SIZE, device_scale_factor=2, reduced_motion="reduce"
    )
    opened = await open_session(site.place.store, person)
    await context.add_cookies([{"name": COOKIE, "value": opened.token, "url": site.address}])
    page = await context.new_page()
    answer = await page.goto(path)
    assert answer is not None
    assert answer.ok, f"{path} answers {answer.status}"
    await page.screenshot(path=FOLDER / f"{name}.png")
    await context.close()
    print(f"\n{FOLDER / name}.png")


if __name__ == "__main__":
    asyncio.run(make())
