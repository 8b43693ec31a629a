"""An agency brings in a questionnaire of its own: faults by line, a look, and then its use."""

import pytest

from domain.instruments.shelf import source_of
from tests.console.pages.house import House
from tests.console.signing.doorway import FROM_A_PAGE

pytestmark = pytest.mark.servers

AT = "/agency/questionnaires"
FILE = source_of("organizational_trust", 1).replace("organizational_trust", "county_trust", 1)


async def test_a_fault_is_shown_with_its_line_and_the_text_stays(house: House) -> None:
    coordinator = await house.open("coordinator")
    bad = FILE.replace('key = "depend"', 'key = "fair"')
    answer = await coordinator.send(AT, text=bad, do="adopt")
    assert answer.status_code == 422
    line = bad[: bad.rindex('key = "fair"')].count("\n") + 1
    assert f"Line {line}:" in answer.text
    assert "fair stands twice among the items." in answer.text
    assert "&#34;fair&#34;" in answer.text
    assert "county_trust, version" not in (await coordinator.get(AT)).text


async def test_it_is_looked_at_put_to_use_filled_in_and_taken_out(house: House) -> None:
    coordinator, learner = await house.open("coordinator"), await house.open("learner")
    looked = await coordinator.client.post(
        AT, files={"file": ("own.toml", FILE.encode())}, data={"do": "look"}, headers=FROM_A_PAGE
    )
    assert looked.status_code == 200, looked.text
    assert "How it will look" in looked.text
    assert "This organization will be fair to me." in looked.text
    assert "county_trust" not in (await learner.get("/questionnaires")).text
    assert (await coordinator.send(AT, text=FILE, do="adopt")).status_code == 303
    assert "county_trust, version 1." in (await coordinator.get(AT)).text
    filled = await learner.send("/questionnaires/county_trust", **{"item.fair": "6"})
    assert filled.status_code == 303, filled.text
    assert (await coordinator.send(f"{AT}/retire", instrument="county_trust")).status_code == 303
    assert "Out of use." in (await coordinator.get(AT)).text
    page = (await learner.get("/questionnaires/county_trust")).text
    assert "6 out of 7" in page
    assert "Fill it in again" not in page
    late = await learner.send("/questionnaires/county_trust", **{"item.fair": "6"})
    assert late.status_code == 422


async def test_what_is_no_file_of_ours_is_said_to_be_none(house: House) -> None:
    coordinator = await house.open("coordinator")
    for content, says in (
        (b"\xff\xfe\x00", "can&#39;t be read as text"),
        (b"x" * 100_001, "too large"),
        (b"", "is missing"),
    ):
        answer = await coordinator.client.post(
            AT, files={"file": ("own.toml", content)}, headers=FROM_A_PAGE
        )
        assert (answer.status_code, says in answer.text) == (422, True), (says, answer.text)


async def test_it_is_the_coordinators_alone(house: House) -> None:
    for role in ("learner", "coach", "supervisor", "leader"):
        other = await house.open(role)
        assert (await other.get(AT)).status_code == 404, role
        assert (await other.send(AT, text=FILE, do="adopt")).status_code == 404, role
        assert (await other.send(f"{AT}/retire", instrument="x")).status_code == 404, role
