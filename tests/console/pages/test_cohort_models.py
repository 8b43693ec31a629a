"""A cohort by a coaching model of the agency's own: named by title, launched in its version."""

import re

import pytest

from domain.agency.agency_models import AdoptModel
from domain.process.models import process_model
from services.ids import fresh_id
from tests.console.pages.test_coordinators_pages import rows_of
from tests.console.pages.visiting import Office, text_of
from tests.domain.cohort.cohort_given import other, text
from tests.journeys.place import until

pytestmark = pytest.mark.servers

TITLE = "Coaching by lamplight"


async def _adopts(office: Office, version: int) -> None:
    own = {"model": "county_way", "title": TITLE, "version": version}
    adopt = AdoptModel(
        command_id=fresh_id(),
        by=office.cast["coordinator"],
        at=office.place.engine.clock.now(),
        agency_id=office.cast.agency,
        content=process_model("grow", 1).model_copy(update=own),
    )
    await office.place.store.record_agency(office.cast.agency, adopt)


async def test_rows_are_launched_by_an_own_model_in_its_current_version(office: Office) -> None:
    await _adopts(office, 1)
    await _adopts(office, 2)
    slug = office.cast.slug
    own = {
        "agency": f"County {slug}",
        "coordinator_email": f"coordinator@{slug}.example",
        "leader_email": f"leader@{slug}.example",
        "coordinator_name": f"Coordinator {slug}",
        "leader_name": f"Leader {slug}",
    }
    rows = [other(1, **own, model=TITLE), other(2, **own, model="lamp")]
    looked = await office.post(
        "coordinator", "/cohorts/new", {"name": "lamps", "rows": text(*rows)}
    )
    assert looked.status_code == 422
    page = text_of(looked)
    assert f"skills_based, grow, clear, flow, county_way ({TITLE})" in page
    assert f'<option value="county_way">{TITLE}</option>' in page
    form = {"name": "lamps", "rows": rows_of(page), "fix.3.model": "county_way"}
    fine = await office.post("coordinator", "/cohorts/new", form)
    assert fine.status_code == 200, text_of(fine)
    page = text_of(fine)
    assert f"2 rows go by “{TITLE}” (version 2)" in page
    form = {"name": "lamps", "rows": rows_of(page), "do": "launch"}
    launched = await office.post("coordinator", "/cohorts/new", form)
    assert launched.status_code == 303, text_of(launched)

    async def all_done() -> bool:
        page = await office.sees("coordinator", launched.headers["location"])
        return bool(re.search("2 of 2 rows are done", page))

    await until(all_done, 60, "the launch of two")
    overviews = await office.place.store.reader.overviews(agency=office.cast.agency, cohort="lamps")
    assert [(one.model, one.model_version) for one in overviews] == [("county_way", 2)] * 2
