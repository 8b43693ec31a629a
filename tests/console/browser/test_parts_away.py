"""With a part killed, a page says so and keeps what was typed; sent again, it is recorded once."""

import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import expect

from console.rendering.words import say
from services.acts.act_words import title_of_kind
from tests.console.browser.acting import answer, recorded
from tests.console.browser.hands import Pointer
from tests.console.browser.inspecting import inspect
from tests.console.browser.site import Desk, Screen, Site, opened_site
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.place import until
from tests.servers import PostgresServer

pytestmark = [pytest.mark.servers, pytest.mark.journey]

KIND = "look_at_readiness"
NOTE = "Wants to begin.\nHas read «the plan», twice."


@pytest.fixture(scope="module")
async def own_site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """Of these tests alone, for they kill what others work with."""
    async with opened_site(tmp_path_factory.mktemp("away") / "data") as opened:
        yield opened


@pytest.fixture
async def told(own_site: Site) -> Told:
    return await launched(own_site.place, await assemble(own_site.place))


async def _kill(site: Site, part: str) -> None:
    place = site.place
    match part:
        case "worker":
            await place.kill_worker()
        case "Temporal":
            await place.kill_temporal()
        case _:
            pid = place.stack.postgres.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            await until(_ended(place.stack.postgres), 10, "the end of PostgreSQL")


def _ended(server: PostgresServer) -> Callable[[], Awaitable[bool]]:
    async def ended() -> bool:
        return not server.running

    return ended


async def _bring_back(site: Site, part: str) -> None:
    place = site.place
    match part:
        case "worker":
            await place.start_worker()
        case "Temporal":
            await place.restart_temporal()
        case _:
            await place.stack.postgres.restart()


@pytest.mark.parametrize("screen", [Screen.DESK, Screen.NO_SCRIPT])
@pytest.mark.parametrize("part", ["worker", "Temporal", "PostgreSQL"])
async def test_what_was_typed_is_kept_and_recorded_once(
    own_site: Site, told: Told, part: str, screen: Screen
) -> None:
    page = await Desk(own_site, told.cast).open("coach", screen)
    hand = Pointer(page)
    await page.goto(f"/engagements/{told.id}/act/{KIND}")
    await answer(hand, {"note": NOTE})
    await _kill(own_site, part)
    try:
        await hand.press(title_of_kind(KIND))
        said = await page.locator("main").inner_text()
        assert say("trouble.unknown") in said or say("trouble.unavailable") in said
        kept = await page.locator("form [name=note]").input_value()
        assert kept.replace("\r\n", "\n") == NOTE
        settles = await page.locator("form[data-again]").count() > 0
        if screen is Screen.DESK and not settles:
            # A page that asks again by itself would be gone before it is looked at.
            assert await inspect(page) == []
    finally:
        await _bring_back(own_site, part)
    if settles and screen is Screen.DESK:
        # Where it was not known whether it was recorded, the page asks again by itself.
        await page.wait_for_url(f"**done={KIND}", timeout=60_000)
    else:
        again = page.locator("main form[method=post] button[type=submit]:not([name])").first
        await hand.press((await again.inner_text()).strip())
    await recorded(hand, KIND)
    assert (await told.kinds()).count("readiness_looked_at") == 1
    await page.context.close()


async def test_a_console_that_was_killed_serves_the_same_people_again(
    own_site: Site, told: Told
) -> None:
    page = await Desk(own_site, told.cast).open("coach")
    await page.goto("/")
    await own_site.kill_console()
    await own_site.place.stack.console.restart()
    await page.goto(f"/engagements/{told.id}")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await page.context.close()
