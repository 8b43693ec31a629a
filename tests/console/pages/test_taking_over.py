"""Another coordinator takes over, on the page for caseloads, what one who has left ran."""

import re

import pytest

from domain.agency.agency import AgencySettings, SetUpAgency
from services.ids import fresh_id
from tests.console.pages.visiting import Office, hidden, text_of

pytestmark = pytest.mark.servers


async def _second_coordinator(office: Office, role: str) -> None:
    cast = office.cast
    settings = AgencySettings(
        name=f"County {cast.slug}",
        time_zone="America/Los_Angeles",
        leaders=(cast["leader"],),
        coordinators=(cast["coordinator"], cast[role]),
    )
    setting_up = SetUpAgency(
        command_id=fresh_id(),
        by=cast["coordinator"],
        at=office.place.engine.clock.now(),
        agency_id=cast.agency,
        settings=settings,
    )
    await office.place.store.record_agency(cast.agency, setting_up)


async def test_a_coordinator_without_a_part_takes_over_and_then_runs_it(office: Office) -> None:
    cast, second = office.cast, "other_supervisor"
    await _second_coordinator(office, second)
    assert (await office.get(second, office.at)).status_code == 404
    people = {
        "role": "coordinator",
        "giver": cast.email("coordinator"),
        "taker": cast.email(second),
    }
    query = "&".join(f"{name}={value}" for name, value in people.items())
    page = await office.sees(second, f"/caseload?{query}")
    assert "The new coordinator runs it from now on." in page
    assert re.findall(r'name="chosen" value="([^"]+)" checked', page) == [office.told.id]
    form = {**people, "command_id": hidden(page, "command_id"), "chosen": office.told.id}
    for _ in range(2):
        answer = await office.post(second, "/caseload", form)
        assert "1 was handed on." in text_of(answer)
    assert (await office.told.kinds()).count("coordinator_assigned") == 1
    assert "There is a new coordinator now." in await office.sees(second, office.at)
    paused = await office.does(second, "pause_engagement", {"reason": "Leave"})
    assert paused.status_code == 303, text_of(paused)
    assert (await office.get("coordinator", office.at)).status_code == 404
    assert "runs nothing here" in await office.sees(second, f"/caseload?{query}")


async def test_by_the_form_the_coordinator_names_who_follows(office: Office) -> None:
    cast, second = office.cast, "other_supervisor"
    to = {"coordinator": cast.email(second)}
    refused = await office.does("coordinator", "assign_coordinator", to)
    assert refused.status_code == 422
    assert "Name one of them." in text_of(refused)
    await _second_coordinator(office, second)
    done = await office.does("coordinator", "assign_coordinator", to)
    assert done.status_code == 303, text_of(done)
    assert (await office.told.state()).coordinator == cast[second]
