"""An open page is told that something is new, if it is theirs to see, and goals show one truth."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from services.signing.sign_in import end_all
from tests.console.pages.visiting import Office
from tests.console.signing.doorway import Doorway
from tests.journeys.stages import agree
from tests.serving import served
from workers.stack.child import free_port

pytestmark = pytest.mark.servers


async def test_only_who_may_see_it_is_told_that_something_is_new(office: Office) -> None:
    async with listening(office, "learner") as learner, listening(office, "supervisor") as other:
        assert await heard(learner) == await heard(other) == "open"
        await office.told.does("coach", "keep_journal", note="A thought of my own")
        await office.told.does("coach", "look_at_readiness", note="Ready to begin")
        assert await heard(learner) == "changed"
        terms = {"disclosed": "As agreed", "concerns_go_to": office.cast["coordinator"]}
        await office.told.does("coach", "propose_terms", expected_end=office.day(200), **terms)
        assert await heard(other) == "changed", "not before there is something for them"


async def test_who_was_signed_out_is_told_nothing_more(office: Office) -> None:
    async with listening(office, "learner") as learner:
        assert await heard(learner) == "open"
        await end_all(office.place.store, await office.door.person("learner"))
        await office.told.does("coach", "look_at_readiness", note="Ready to begin")
        assert [line async for line in learner if line.startswith("event:")] == []


async def test_nothing_but_a_number_is_passed_on(office: Office) -> None:
    async with listening(office, "learner") as learner:
        assert await heard(learner) == "open"
        await office.told.does("coach", "look_at_readiness", note="Ready to begin")
        line = ""
        async for line in learner:
            if line.startswith("data:"):
                break
        assert re.fullmatch(r"data: ?\d+", line)


async def test_a_goals_picture_and_its_table_agree(office: Office) -> None:
    told = office.told
    await agree(told)
    goal = await told.does(
        "learner",
        "set_goal",
        goal={
            "scale": "smart",
            "specific": "Ask first",
            "measurable": "Each visit",
            "achievable": "Yes",
            "result_focused": "Heard",
            "due": office.day(90),
        },
    )
    for rating in (2, 7, 5):
        await told.does("learner", "rate_goal", goal=goal, rating=rating)
    page = await office.sees("learner", f"{office.at}/goals")
    [line] = re.findall(r'class="chart-line" points="([^"]+)"', page)
    heights = [float(point.split(",")[1]) for point in line.split()]
    cell = r'<td data-label="[^"]+">(\d+)</td><td data-label="[^"]+" class="wrote">'
    rows = [int(one) for one in re.findall(cell, page)]
    assert rows == [2, 7, 5]
    assert len(heights) == len(re.findall(r"<circle", page)) == 3
    steps = {
        int(step): float(y)
        for y, step in re.findall(r'y1="([\d.]+)"[^>]*/><text[^>]*>(\d+)</text>', page)
    }
    low, high = steps[0], steps[10]
    assert [round((low - y) / (low - high) * 10) for y in heights] == rows
    assert "chart-line" not in await office.sees("supervisor", f"{office.at}/goals")


@asynccontextmanager
async def listening(office: Office, role: str) -> AsyncIterator[AsyncIterator[str]]:
    """The lines that an open page of this role hears."""
    port = free_port()
    door = Doorway(office.place, office.cast, base_url=f"http://127.0.0.1:{port}")
    link = await door.link(role)
    async with served(door.app, port) as address:
        async with httpx.AsyncClient(base_url=address, timeout=20) as browser:
            entered = await door.follow(browser, link, role)
            assert entered.status_code == 303, entered.text
            async with browser.stream("GET", f"{office.at}/live") as answer:
                assert answer.status_code == 200
                yield answer.aiter_lines()
        await door.app.state.live.close()


async def heard(lines: AsyncIterator[str]) -> str:
    """The next event's name."""
    async with asyncio.timeout(20):
        async for line in lines:
            if line.startswith("event:"):
                return line.partition(":")[2].strip()
    raise AssertionError("heard nothing more")
