"""A person's own page, and figures for leadership."""

import re

import pytest

from tests.console.pages.house import House

pytestmark = pytest.mark.servers


async def test_people_say_when_they_are_written_to(house: House) -> None:
    learner = await house.open("learner")
    typed: dict[str, str | list[str]] = {"hours": "own", "start": "10", "end": "15"}
    answer = await learner.send("/profile/wishes", **typed, days=["1", "3"])
    assert answer.status_code == 303, answer.text
    page = (await learner.get("/profile")).text
    for chosen in ('value="10" selected', 'value="15" selected', 'value="1" checked'):
        assert chosen in page
    assert 'value="0" checked' not in page


async def test_a_wish_that_cannot_be_keeps_what_was_chosen(house: House) -> None:
    learner = await house.open("learner")
    answer = await learner.send("/profile/wishes", hours="own", start="15", end="9", days=["2"])
    assert answer.status_code == 422
    for kept in ('value="15" selected', 'value="9" selected', 'value="2" checked', 'role="alert"'):
        assert kept in answer.text


async def test_name_and_time_zone_are_ones_own(house: House) -> None:
    learner = await house.open("learner")
    answer = await learner.send("/profile/who", name="Robin Reed", time_zone="America/New_York")
    assert answer.status_code == 303, answer.text
    page = (await learner.get("/profile")).text
    assert "Robin Reed" in page
    assert 'value="America/New_York" selected' in page
    wrong = await learner.send("/profile/who", name="Robin Reed", time_zone="Nowhere/Land")
    assert wrong.status_code == 422


async def test_a_calendar_is_read_by_its_address_until_it_is_ended(house: House) -> None:
    learner = await house.open("learner")
    made = (await learner.send("/profile/calendar")).text
    found = re.search(r'value="https?://[^/]+(/calendar/[^"]+)"', made)
    assert found is not None
    path = found[1]
    async with house.door.browser() as nobody:
        feed = await nobody.get(path)
        assert feed.headers["content-type"].startswith("text/calendar")
        assert "BEGIN:VCALENDAR" in feed.text
        await learner.send("/profile/calendar", end="yes")
        assert (await nobody.get(path)).status_code == 404
    assert path not in (await learner.get("/profile")).text


async def test_people_read_what_others_can_see_of_them(house: House) -> None:
    await house.does("learner", "raise_concern")
    learner = await house.open("learner")
    assert f"{house.at}/seen-of-me" in (await learner.get("/profile")).text
    page = await learner.get("seen-of-me")
    assert page.status_code == 200
    assert "What others can see of you" in page.text
    assert (await (await house.open("peer")).get("seen-of-me")).status_code == 404


async def test_figures_are_leaderships_and_never_of_fewer_than_five(house: House) -> None:
    for role in ("leader", "coordinator"):
        page = await (await house.open(role)).get("/program")
        assert page.status_code == 200, role
        assert "not shown" in page.text
    for role in ("learner", "coach", "supervisor"):
        assert (await (await house.open(role)).get("/program")).status_code == 404, role
