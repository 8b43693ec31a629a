"""A concern before its handler, through the API: read, answered, and nobody else's to know."""

from typing import Any
from uuid import uuid4

import pytest

from tests.console.api.calling import ROLES, Office

pytestmark = pytest.mark.servers


async def _raised(office: Office) -> str:
    """A concern of the learner before the leader, who has no part; its path."""
    told = office.told
    terms: dict[str, Any] = {"disclosed": "As agreed", "concerns_go_to": office.cast["leader"]}
    end = str((await told.state()).expected_end)
    await told.does("coach", "propose_terms", expected_end=end, **terms)
    version = await told.version("terms")
    for role in ("supervisor", "learner", "coach"):
        await told.does(role, "join_agreement", version=version, understood=True)
    await told.does("learner", "raise_concern", concern="Meetings are cut short")
    return f"/concerns/{told.id}"


async def test_a_handler_reads_it_and_answers_once_however_often_it_is_sent(office: Office) -> None:
    path = await _raised(office)
    acts = {
        one["act"]: one["engagement_id"]
        for one in (await office.get("leader", "/me/todo")).json()["items"]
    }
    assert acts["answer_concern"] == office.told.id
    [one] = (await office.get("leader", path)).json()["concerns"]
    assert (one["concern"], one["role"]) == ("Meetings are cut short", "learner")
    body, key = {"concern": one["entry"], "answer": "I speak with them"}, str(uuid4())
    blank = await office.post("leader", path, {**body, "answer": " "})
    assert [x["pointer"] for x in blank.json()["errors"]] == ["#/answer"]
    sent = [await office.post("leader", path, body, key=key) for _ in range(2)]
    assert [x.status_code for x in sent] == [201, 200], sent[0].text
    assert sent[1].json() == {"entry": key, "repeated": True}
    assert (await office.get("leader", path)).status_code == 404, "nothing waits any more"
    history = (await office.get("learner", f"{office.at}/timeline")).json()
    assert [x["fields"]["answer"] for x in history if x["kind"] == "concern_answered"] == [
        "I speak with them"
    ]


async def test_nobody_else_learns_that_there_is_one(office: Office) -> None:
    path = await _raised(office)
    missing = (await office.get("peer", f"/concerns/{uuid4()}")).text
    for role in (*(one for one in ROLES if one not in ("leader", "system")), "peer"):
        got = await office.get(role, path)
        posted = await office.post(role, path, {"concern": "x", "answer": "x"})
        assert (got.status_code, posted.status_code) == (404, 404), role
        assert got.text == posted.text == missing
    assert (await office.get("system", path)).status_code == 403
