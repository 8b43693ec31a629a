"""The first page: what needs a reader, by how urgent it is, told apart by whose coaching it is."""

import re

import pytest

from console.rendering.words import say
from tests.console.pages.visiting import Office, another

pytestmark = pytest.mark.servers

_LINE = re.compile(r'<li class="waiting-one.*?</li>', re.S)


async def test_each_line_says_whose_coaching_and_in_what(office: Office) -> None:
    await another(office, supervisor=office.cast["supervisor"], skill="Hearing children")
    page = await office.sees("supervisor", "/")
    lines = _LINE.findall(page)
    assert len(set(lines)) == len(lines) == 4
    for skill in ("Hearing children", "Case plan development"):
        assert sum(f"</a> · {skill}</p>" in line for line in lines) == 2
    assert all(f">{say('home.own_coaching')}<" not in line for line in lines)
    mine = _LINE.findall(await office.sees("learner", "/"))
    assert mine
    assert all(f">{say('home.own_coaching')}<" in line for line in mine)


async def test_what_waits_stands_under_how_urgent_it_is(office: Office) -> None:
    page = await office.sees("learner", "/")
    assert re.findall(r'<h2 id="waits-(\w+)">', page) == ["week"]
    assert say("home.when.week") in page


async def test_who_leads_is_not_told_to_ask_for_coaching(office: Office) -> None:
    page = await office.sees("leader", "/")
    assert say("home.none") not in page
