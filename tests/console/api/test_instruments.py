"""Instruments through the API: read, answered for oneself and in an engagement, brought in."""

import pytest

from domain.instruments.shelf import RELEASED, released, source_of
from tests.console.api.calling import Office

pytestmark = pytest.mark.servers

OWN = "/me/instruments/organizational_trust"
FILE = source_of("organizational_trust", 1).replace("organizational_trust", "county_trust", 1)


async def test_every_instrument_can_be_read_by_whoever_is_signed_in(office: Office) -> None:
    listed = (await office.get("learner", "/instruments")).json()
    assert [one["instrument"] for one in listed] == [name for name, _ in RELEASED]
    one = await office.get("coach", "/instruments/learning_culture")
    assert one.json() == released("learning_culture", 1).model_dump(mode="json")
    for wrong in ("/instruments/no_such", "/instruments/learning_culture?version=7"):
        assert (await office.get("coach", wrong)).status_code == 422
    assert (await office.get(None, "/instruments")).status_code == 401


async def test_own_answers_are_recorded_once_and_read_by_nobody_else(office: Office) -> None:
    body = {"answered": {"items": {"fair": 7, "depend": 4}}}
    first = await office.post("learner", OWN, body, key="own-answers-1")
    again = await office.post("learner", OWN, body, key="own-answers-1")
    assert (first.status_code, first.json()) == (201, again.json())
    [mine] = (await office.get("learner", "/me/instruments")).json()
    assert mine["score"]["parts"][1] == {
        "part": "organization", "value": 5.5, "given": 2, "left_out": 0, "asked": 4
    }  # fmt: skip
    assert mine["complete"] is False
    rest = {"answered": {"items": {"fair": 1}}, "corrects": mine["entry"]}
    assert (await office.post("learner", OWN, rest)).json() == {"entry": mine["entry"]}
    assert (await office.post("coach", OWN, rest)).json()["code"] == "unknown_entry"
    for role in ("coach", "coordinator", "leader"):
        assert (await office.get(role, "/me/instruments")).json() == []
    wrong = await office.post("learner", OWN, {"answered": {"items": {"fair": 8}}})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "answer_off_scale")
    system = await office.post("system", OWN, body)
    assert system.status_code == 403


async def test_an_engagements_answers_are_an_act_and_read_by_the_two(office: Office) -> None:
    done = await office.act(
        "learner",
        "answer_instrument",
        instrument="coaching_readiness",
        answered={"items": {"honest": 1}},
    )
    assert done.status_code == 201, done.text
    for role in ("learner", "coach"):
        [one] = (await office.get(role, f"{office.at}/instruments")).json()
        assert one["answers"]["items"] == {"honest": 1}
        assert one["mine"] is (role == "learner")
    for role in ("supervisor", "coordinator"):
        assert (await office.get(role, f"{office.at}/instruments")).json() == []
    assert (await office.get("leader", f"{office.at}/instruments")).status_code == 404


async def test_an_agencys_own_is_checked_brought_in_and_taken_out(office: Office) -> None:
    bad = {"file": FILE.replace('kind = "mean"', 'kind = "median"')}
    checked = (await office.post("coordinator", "/agency/instruments/check", bad)).json()
    [fault] = checked["faults"]
    assert fault["line"] == FILE[: FILE.index('kind = "mean"')].count("\n") + 1
    assert checked["instrument"] is None
    refused = await office.post("coordinator", "/agency/instruments", bad)
    assert refused.status_code == 422
    assert (await office.post("learner", "/agency/instruments", {"file": FILE})).status_code == 403
    made = await office.post("coordinator", "/agency/instruments", {"file": FILE})
    assert (made.status_code, made.json()["instrument"]) == (201, "county_trust")
    listed = (await office.get("learner", "/instruments")).json()
    assert listed[-1]["instrument"] == "county_trust"
    body = {"answered": {"items": {"fair": 7}}}
    assert (await office.post("learner", "/me/instruments/county_trust", body)).status_code == 201
    changed = {"file": FILE.replace("A higher mean", "The higher mean")}
    late = await office.post("coordinator", "/agency/instruments", changed)
    assert late.json()["code"] == "instrument_version"
    headers = office.headers("coordinator", **{"Idempotency-Key": "take-it-out"})
    out = await office.client.delete("/agency/instruments/county_trust", headers=headers)
    assert out.status_code == 204, out.text
    again = await office.post("learner", "/me/instruments/county_trust", body)
    assert again.json()["code"] == "unknown_instrument"
    assert len((await office.get("learner", "/me/instruments")).json()) == 1


async def test_figures_are_for_who_oversees(office: Office) -> None:
    assert (await office.get("leader", "/agency/instruments/figures")).json() == []
    assert (await office.get("learner", "/agency/instruments/figures")).status_code == 404
