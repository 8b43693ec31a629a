"""`coaching up` leads into the console: a link for each made-up person, and none unasked else."""

import re
from pathlib import Path

import pytest

from console.rendering.words import say
from tests.console.browser.hands import Pointer
from tests.console.browser.inspecting import inspect
from tests.console.browser.site import Desk
from tests.console.browser.watching import watched
from tests.journeys.cast import launched
from workers.demo.own_folder import is_demo, take_for_demo
from workers.demo.ways_in import ways_in

pytestmark = pytest.mark.servers


async def test_an_agencys_own_people_get_no_link_unasked(desk: Desk) -> None:
    settings = desk.site.place.stack.settings()
    assert not is_demo(settings.data_dir)
    said = "\n".join(await ways_in(settings, desk.site.address))
    assert "coaching sign-in EMAIL" in said
    assert "make up-demo" in said
    assert "/sign-in/link/" not in said


async def test_each_made_up_person_signs_in_by_a_link_that_is_good_once(
    desk: Desk, tmp_path: Path
) -> None:
    await launched(desk.site.place, desk.cast)
    take_for_demo(tmp_path / "demo")
    settings = desk.site.place.stack.settings().model_copy(update={"data_dir": tmp_path / "demo"})
    said = "\n".join(await ways_in(settings, desk.site.address))
    links = dict(re.findall(r"^  (\w+) .* (http\S+)$", said, re.MULTILINE))
    assert list(links) == ["coordinator", "coach", "learner", "supervisor", "leader"]
    for role, link in links.items():
        name = (await desk.site.person(desk.cast[role])).name
        context = await desk.site.visit()
        page = watched(await context.new_page())
        await page.goto(link)
        assert await inspect(page) == []
        await Pointer(page).press(say("sign_in.as", name=name))
        assert await page.get_by_role("banner").get_by_text(name).is_visible()
        assert await inspect(page) == []
        await page.goto(link)
        assert await page.get_by_role("button", name=name).count() == 0
        await context.close()
