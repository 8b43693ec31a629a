"""An agency's own coaching model on pages: faults by line, drawn, tried, put to use."""

import pytest

from domain.instruments.shelf import source_of as instrument_source
from domain.process.models import source_of
from tests.console.pages.house import House

pytestmark = pytest.mark.servers
AT = "/agency/models"
SHEETS = "/agency/questionnaires"
SHEET = instrument_source("organizational_trust", 1)
OWN = source_of("grow", 1).replace('model = "grow"', 'model = "county_way"')


async def test_a_model_is_looked_over_tried_and_put_to_use(house: House) -> None:
    coordinator = await house.open("coordinator")
    assert "A file to begin from" in (await coordinator.get(AT)).text
    lines = OWN.split("\n")
    broken = OWN.replace('another_cycle = "reality"', 'another_cycle = "nowhere"')
    faulty = await coordinator.send(AT, text=broken, do="look")
    assert faulty.status_code == 422
    number = 1 + next(n for n, line in enumerate(lines) if line.startswith("another_cycle"))
    assert f"Line {number}:" in faulty.text
    looked = await coordinator.send(AT, text=OWN, do="look")
    assert looked.status_code == 200
    for said in ("<svg", "Tried on a made-up engagement", "Finding options", "Put it to use"):
        assert said in looked.text
    assert "county_way" not in (await coordinator.get(AT)).text, "nothing was recorded"
    adopted = await coordinator.send(AT, text=OWN, do="adopt")
    assert adopted.status_code == 303, adopted.text
    assert 'value="county_way"' in (await coordinator.get("/launch")).text
    assert (await coordinator.send(f"{AT}/retire", model="county_way")).status_code == 303
    assert 'value="county_way"' not in (await coordinator.get("/launch")).text


@pytest.mark.parametrize(
    ("at", "shape", "act", "most"),
    [
        (AT, "no_field = 1\n" + OWN, OWN.replace('"fill_sheet"', '"no_such_act"'), 200_000),
        (SHEETS, "no_field = 1\n" + SHEET, 'beside = ["no_such_act"]\n' + SHEET, 100_000),
    ],
)
async def test_faults_speak_as_a_page_does_and_not_as_a_terminal(
    house: House, at: str, shape: str, act: str, most: int
) -> None:
    coordinator = await house.open("coordinator")
    for broken in (shape, act):
        faulty = await coordinator.send(at, text=broken, do="look")
        assert faulty.status_code == 422
        assert "the file to begin from" in faulty.text
        assert "`coaching" not in faulty.text
    too_large = await coordinator.send(at, text="# " + "x" * most, do="look")
    assert "The text is too large." in too_large.text


async def test_what_a_file_says_is_never_markup(house: House) -> None:
    coordinator = await house.open("coordinator")
    hostile = OWN.replace('title = "GROW / REGROW coaching"', 'title = "<script>alert(1)</script>"')
    looked = await coordinator.send(AT, text=hostile, do="look")
    assert looked.status_code == 200
    assert "<script>alert(1)" not in looked.text


async def test_nobody_else_brings_one_in(house: House) -> None:
    for role in ("learner", "coach", "supervisor", "leader"):
        other = await house.open(role)
        assert (await other.get(AT)).status_code == 404, role
        assert (await other.send(AT, text=OWN, do="adopt")).status_code == 404, role
