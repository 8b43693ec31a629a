"""What a coordinator does through the API: people, cohorts, the agency, tokens for its systems."""

from uuid import uuid4

import httpx
import pytest

from domain.agency.agency import TOPICS
from services.launching.newcomers import register
from tests.console.api.calling import Office, signed_in
from tests.domain.cohort.cohort_given import other, text
from tests.journeys.place import Place, until

pytestmark = pytest.mark.servers


async def test_people_are_registered_once_however_often_they_are_sent(office: Office) -> None:
    body = {"name": "Nora Novak", "email": f"nora@{office.cast.slug}.example"}
    first = await office.post("coordinator", "/people", body)
    again = await office.post("system", "/people", {**body, "name": "Nora Nowak"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["person_id"] == again.json()["person_id"]
    found, cursor = [], ""
    while cursor is not None:
        part = (await office.get("system", f"/people?limit=3{cursor}")).json()
        found += part["items"]
        cursor = part["next"] and f"&cursor={part['next']}"
    names = [one["name"] for one in found]
    assert len(names) == len({one["person_id"] for one in found}) == 7
    assert "Nora Nowak" in names
    for role in ("coach", "learner", "supervisor", "leader"):
        assert (await office.get(role, "/people")).status_code == 403
        assert (await office.post(role, "/people", body)).status_code == 403


async def test_a_change_of_settings_is_shown_before_it_is_made(office: Office) -> None:
    path, change = "/agency/settings", {"quiet_days": 30, "working_hours": {"start": 9}}
    seen = (await office.post("coordinator", f"{path}/preview", change)).json()
    assert {one["field"] for one in seen} == {"quiet_days", "working_hours.start"}
    assert all(one["touches"] for one in seen)
    before = await office.get("coordinator", "/agency")
    assert before.json()["settings"]["quiet_days"] == 21, "a preview changes nothing"
    done = await patch(office, change, **{"If-Match": before.headers["etag"]})
    assert done.json()["settings"]["working_hours"] == {"start": 9, "end": 17}
    late = await patch(office, {"quiet_days": 40}, **{"If-Match": before.headers["etag"]})
    assert late.status_code == 412
    wrong = await patch(office, {"quiet_days": 1, "leaders": 5})
    assert {"#/settings/quiet_days", "#/settings/leaders"} <= {
        one["pointer"] for one in wrong.json()["errors"]
    }
    assert (await office.get("system", "/agency")).status_code == 200
    assert (await office.get("coach", "/agency")).status_code == 403


async def test_leadership_signs_and_nobody_else(office: Office) -> None:
    body = {"topics": dict.fromkeys(TOPICS, "As agreed, anew")}
    refused = await office.post("coordinator", "/agency/agreement", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_leadership")
    assert (await office.post("leader", "/agency/agreement", body)).status_code == 201
    agency = (await office.get("leader", "/agency")).json()
    assert agency["agreement"]["version"] == 2


async def test_a_cohort_is_looked_over_launched_and_watched(shared_place: Place) -> None:
    name = f"Almond {uuid4().hex[:6]}"
    celia = await coordinator_of(shared_place, name)
    async with signed_in(shared_place, celia) as client:
        rows = [other(n, agency=name) for n in range(3)]
        bad = [*rows, other(9, agency=name, skill="")]
        seen = await client.post("/cohorts/preview", files=file(*bad))
        assert seen.status_code == 200, seen.text
        assert [(one["row"], one["column"]) for one in seen.json()["problems"]] == [(5, "skill")]
        refused = await client.post("/cohorts", files=file(*bad), data={"name": "autumn"})
        assert (refused.status_code, refused.json()["code"]) == (422, "bad_cohort")
        assert [one["row"] for one in refused.json()["rows"]] == [5]
        assert (await client.get("/cohorts")).json() == []
        made = await client.post("/cohorts", files=file(*rows), data={"name": "autumn"})
        assert made.status_code == 202, made.text
        path = f"/cohorts/{made.json()['cohort_id']}"

        async def launched() -> bool:
            return bool((await client.get(path)).json()["launched"] == 3)

        await until(launched, 60, "three launches")
        again = await client.post("/cohorts", files=file(*rows), data={"name": "autumn"})
        assert (again.json()["launched"], again.json()["already"]) == (0, 3)
        listed = (await client.get("/engagements?cohort=autumn")).json()["items"]
        assert len(listed) == 3
        history = await client.get(f"/engagements/{listed[0]['engagement_id']}/timeline")
        assert history.json()[0]["via"] == "self"
        elsewhere = [other(n, agency="Other County") for n in range(2)]
        foreign = await client.post("/cohorts", files=file(*elsewhere), data={"name": "x"})
        assert foreign.status_code == 422


async def test_a_token_is_shown_once_and_ends_when_it_is_revoked(office: Office) -> None:
    people = await office.place.store.reader.people(office.cast.ids.values())
    async with signed_in(office.place, people[office.cast["coordinator"]].person_id) as client:
        body = {"name": "Payroll", "scopes": ["engagements:read"], "days": 30}
        made = (await client.post("/agency/tokens", json=body)).json()
        own = await client.post("/me/tokens", json={**body, "scopes": ["self:read"]})
        assert own.status_code == 201
        wrong = await client.post("/agency/tokens", json={**body, "scopes": ["self:act"]})
        assert wrong.status_code == 422
        listed = (await client.get("/agency/tokens")).json()
        assert made["token_id"] in {one["token_id"] for one in listed}
        assert made["token"] not in str(listed)
        office.bearers["new"] = made["token"]
        assert (await office.get("new", "/engagements")).status_code == 200
        beyond = await office.get("new", "/people")
        assert (beyond.status_code, beyond.json()["code"]) == (403, "scope_missing")
        gone = await client.delete(f"/agency/tokens/{made['token_id']}")
        assert gone.status_code == 204
    assert (await office.get("new", "/engagements")).status_code == 401
    rows = await office.place.sql("select t::text as row from api_token t")
    assert made["token"] not in str(rows)


async def test_a_token_makes_no_token(office: Office) -> None:
    body = {"name": "More", "scopes": ["self:act"]}
    answer = await office.post("coach", "/me/tokens", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_needed")


async def test_a_systems_token_ends_with_its_makers_office(office: Office) -> None:
    cast = office.cast
    done = await patch(office, {"coordinators": [cast["coordinator"], cast["peer"]]})
    assert done.status_code == 200, done.text
    others = [cast["peer"]]
    assert (await patch(office, {"coordinators": others})).status_code == 200
    assert (await office.get("system", "/engagements")).status_code == 401


async def test_an_expired_token_is_none(office: Office) -> None:
    await office.place.sql(
        "update api_token set expires_at = now() where agency_id = $1", office.cast.agency
    )
    for role in ("coach", "system"):
        answer = await office.get(role, "/me")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


async def patch(office: Office, change: dict[str, object], **headers: str) -> httpx.Response:
    """A change of the agency's settings by its coordinator."""
    sent = office.headers("coordinator", **{"Idempotency-Key": str(uuid4()), **headers})
    return await office.client.patch("/agency/settings", json=change, headers=sent)


async def coordinator_of(place: Place, name: str) -> str:
    """An agency set up as people do, with the coordinator of the test's cohort file."""
    made = await register(
        place.engine,
        name="Celia Ortiz",
        email="celia@almond.example",
        agency=name,
        time_zone="America/Los_Angeles",
        by="",
        found_agency=True,
    )
    return made.person_id


def file(*rows: dict[str, str]) -> dict[str, tuple[str, bytes]]:
    return {"file": ("autumn.csv", text(*rows).encode())}


async def test_where_people_stand_is_for_coordinators_and_leaders(office: Office) -> None:
    for role in ("coordinator", "leader"):
        found = (await office.get(role, "/program/figures")).json()
        assert found["least"] == 5
        assert found["people"] is None, "there are too few to tell of"
        assert "Initial interest" in {one["stage"] for one in found["places"]}
    for role in ("learner", "coach", "supervisor"):
        assert (await office.get(role, "/program/figures")).status_code == 404
