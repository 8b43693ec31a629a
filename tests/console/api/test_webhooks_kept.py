"""A coordinator's systems keep their webhooks through the API."""

import pytest

from tests.console.api.calling import Office

pytestmark = pytest.mark.servers


async def test_a_system_keeps_the_webhooks_of_its_agency(office: Office) -> None:
    made = await office.post("system", "/webhooks", {"url": "https://payroll.example/facts"})
    assert made.status_code == 201, made.text
    assert made.json()["secret"].startswith("whsec_")
    path = f"/webhooks/{made.json()['webhook_id']}"
    listed = await office.get("coordinator", "/webhooks")
    assert [one["url"] for one in listed.json()] == ["https://payroll.example/facts"]
    assert made.json()["secret"] not in listed.text
    none = await office.get("system", f"{path}/deliveries")
    assert none.json()["next"] is None
    kinds = {one["kind"] for one in (await office.get("system", "/webhooks/kinds")).json()}
    assert "engagement_launched" in kinds
    assert not kinds & {"journal_kept", "concern_raised", "reflection_written"}
    assert (await office.post("system", f"{path}/resume", {})).status_code == 204
    gone = await office.client.delete(path, headers=office.headers("coordinator"))
    assert gone.status_code == 204
    again = await office.client.delete(path, headers=office.headers("coordinator"))
    assert again.status_code == 404


async def test_who_coordinates_nothing_keeps_none(office: Office) -> None:
    for role in ("coach", "learner", "supervisor", "leader"):
        answer = await office.post(role, "/webhooks", {"url": "https://payroll.example/facts"})
        assert (answer.status_code, answer.json()["code"]) == (403, "not_agency_coordinator")


@pytest.mark.parametrize(
    "url", ["http://payroll.example/", "https://10.0.0.1/", "https://[fd00::1]/", "payroll"]
)
async def test_addresses_that_lead_inside_are_refused(office: Office, url: str) -> None:
    answer = await office.post("coordinator", "/webhooks", {"url": url})
    assert answer.status_code == 422
