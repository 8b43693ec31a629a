"""Reading and acting through the API, as each kind of person."""

import asyncio
import base64
import json
from typing import Any
from uuid import uuid4

import pytest

from services.own.needs_you import waiting_page
from tests.console.api.calling import Office
from tests.journeys import stages

pytestmark = pytest.mark.servers


async def test_a_coach_does_an_act_and_everybody_sees_what_is_theirs(office: Office) -> None:
    done = await office.act("coach", "look_at_readiness", note="Ready to begin")
    assert done.status_code == 201, done.text
    assert done.json()["repeated"] is False
    [line] = [x for x in await timeline(office, "coach") if x["kind"] == "readiness_looked_at"]
    assert line["fields"]["note"] == "Ready to begin"
    assert line["via"] == "self"
    kinds = [x["kind"] for x in await timeline(office, "supervisor")]
    assert "readiness_looked_at" not in kinds
    told = await timeline(office, "system")
    assert "readiness_looked_at" in [x["kind"] for x in told]
    assert "Ready to begin" not in str(told)
    assert all(x["fields"] == {} for x in told)


async def test_the_same_key_is_recorded_once(office: Office) -> None:
    key, path = str(uuid4()), f"{office.at}/acts/state_expertise"
    body = {"statement": "Ten years of case plans"}
    first, *others = await asyncio.gather(
        *(office.post("coach", path, body, key=key) for _ in range(4))
    )
    answers = [first, *others]
    assert sorted(one.status_code for one in answers) == [200, 200, 200, 201]
    assert {one.json()["entry"] for one in answers} == {key}
    assert (await office.told.kinds()).count("expertise_stated") == 1
    other = await office.post("coach", path, {"statement": "Another"}, key=key)
    assert other.status_code == 409
    assert other.json()["code"] == "command_id_reused"


async def test_an_act_without_a_key_says_that_it_needs_one(office: Office) -> None:
    path = f"{office.at}/acts/state_expertise"
    answer = await office.post("coach", path, {"statement": "Ten years"}, key=None)
    assert (answer.status_code, answer.json()["code"]) == (400, "key_needed")
    assert answer.headers["content-type"] == "application/problem+json"


async def test_wrong_fields_are_each_pointed_at(office: Office) -> None:
    goal = {"scale": "smart", "specific": "x", "due": "soon"}
    answer = await office.act("learner", "set_goal", goal=goal, more=1)
    assert (answer.status_code, answer.json()["code"]) == (422, "fields")
    pointers = {one["pointer"] for one in answer.json()["errors"]}
    assert {"#/goal/due", "#/goal/measurable", "#/more"} <= pointers


async def test_what_the_rules_refuse_carries_their_code(office: Office) -> None:
    unmet = await office.act("coach", "advance_stage")
    assert (unmet.status_code, unmet.json()["code"]) == (409, "requirement_unmet")
    wanted = {one["requirement"] for one in unmet.json()["requirements"]}
    missing = (await office.get("coach", f"{office.at}/missing")).json()
    assert wanted == {one["requirement"] for one in missing}
    not_theirs = await office.act("supervisor", "state_expertise", statement="I know it")
    assert (not_theirs.status_code, not_theirs.json()["code"]) == (403, "role_may_not")


async def test_an_older_tag_is_refused_with_what_changed(office: Office) -> None:
    seen = await office.get("coach", office.at)
    tag = seen.headers["etag"]
    again = await office.get("coach", office.at, **{"If-None-Match": tag})
    assert again.status_code == 304
    await office.act("coach", "look_at_readiness", note="Ready")
    path, body = f"{office.at}/acts/state_expertise", {"statement": "Ten years"}
    late = await office.post("coach", path, body, **{"If-Match": tag})
    assert (late.status_code, late.json()["code"]) == (412, "changed")
    assert [one["kind"] for one in late.json()["changed"]] == ["readiness_looked_at"]
    done = await office.post("coach", path, body, **{"If-Match": late.headers["etag"]})
    assert done.status_code == 201
    assert done.headers["etag"] == (await office.get("coach", office.at)).headers["etag"]


async def test_a_tag_tells_nobody_of_what_is_not_theirs(office: Office) -> None:
    before = await office.get("supervisor", office.at)
    await office.act("coach", "look_at_readiness", note="Ready")
    kept = await office.act("coach", "keep_journal", note="A thought of my own")
    assert kept.status_code == 201, kept.text
    after = await office.get("supervisor", office.at)
    assert after.headers["etag"] == before.headers["etag"]
    assert after.json() == before.json()


async def test_what_can_be_done_now_is_listed_with_its_schema(office: Office) -> None:
    can = (await office.get("coach", f"{office.at}/acts")).json()
    assert can[0]["waits"]
    kinds = [one["kind"] for one in can]
    assert "state_expertise" in kinds
    assert "give_feedback" not in kinds
    schema = (await office.get("coach", "/acts/state_expertise")).json()
    assert list(schema["properties"]) == ["corrects", "statement"]
    assert schema["additionalProperties"] is False


async def test_the_list_goes_on_where_its_cursor_says(office: Office) -> None:
    for skill in ("Interviewing", "Engaging fathers"):
        made = await office.post("coordinator", "/engagements", launch(office, skill))
        assert made.status_code == 201, made.text
    whole = (await office.get("coordinator", "/engagements")).json()
    assert len(whole["items"]) == 3
    assert whole["next"] is None
    found, cursor = [], ""
    while cursor is not None:
        part = await office.get("coordinator", f"/engagements?limit=1{cursor}")
        found += part.json()["items"]
        cursor = part.json()["next"] and f"&cursor={part.json()['next']}"
    assert found == whole["items"]
    nobody = await office.get("coordinator", "/engagements?status=ended")
    assert nobody.json() == {"items": [], "next": None}
    wrong = await office.get("coordinator", "/engagements?cursor=abc")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "cursor")


async def test_launching_again_with_the_same_key_launches_nothing_twice(office: Office) -> None:
    key, body = str(uuid4()), launch(office, "Interviewing")
    first = await office.post("coordinator", "/engagements", body, key=key)
    second = await office.post("coordinator", "/engagements", body, key=key)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["engagement_id"] == second.json()["engagement_id"]
    other = await office.post("coordinator", "/engagements", body)
    assert other.status_code == 409, "coached on this skill already"


async def test_every_model_that_is_listed_can_be_launched_and_no_other(office: Office) -> None:
    models = [one["model"] for one in (await office.get("coordinator", "/models")).json()]
    assert len(models) == 4
    for model in models:
        body = launch(office, f"Interviewing by {model}") | {"model": model}
        made = await office.post("coordinator", "/engagements", body)
        assert made.status_code == 201, made.text
        path = f"/engagements/{made.json()['engagement_id']}"
        assert (await office.get("coordinator", path)).json()["model"] == model
    wrong = launch(office, "Interviewing by nobody") | {"model": "nobodys"}
    answer = await office.post("coordinator", "/engagements", wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_model")


async def test_who_coordinates_nothing_launches_nothing_and_learns_nothing(office: Office) -> None:
    for role in ("coach", "supervisor", "leader"):
        answer = await office.post(role, "/engagements", launch(office, "Case plan development"))
        assert (answer.status_code, answer.json()["code"]) == (403, "not_agency_coordinator")


async def test_a_learner_learns_nothing_of_a_peer_by_asking_for_coaching(office: Office) -> None:
    body = launch(office, "Case plan development")
    body |= {"learners": [office.cast["peer"], office.cast["learner"]], "relation": "peer"}
    body |= {"coach": None, "coordinator": office.cast["coordinator"], "expected_end": "40 weeks"}
    asked = await office.post("peer", "/engagements", body)
    assert asked.status_code == 201, "who is coached on it already is not said"
    own = await office.post("learner", "/engagements", body)
    assert (own.status_code, own.json()["code"]) == (409, "refused")


async def test_somebody_who_is_not_known_is_named_as_that(office: Office) -> None:
    body = launch(office, "Interviewing") | {"supervisor": "nobody@almond.example"}
    for role in ("coordinator", "learner"):
        answer = await office.post(role, "/engagements", body)
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_person")
    act = await office.act("coordinator", "assign_coach", coach="nobody@almond.example")
    assert (act.status_code, act.json()["code"]) == (422, "unknown_person")


@pytest.mark.parametrize(
    "place",
    [
        {"at": "0001-01-01T00:00:00+14:00", "id": "x"},
        {"at": "2027-01-01T00:00:00", "id": "x"},
        {"at": "2027-01-01T00:00:00Z", "id": "\ud800"},
        {"at": "2027-01-01T00:00:00Z", "id": "\x00"},
        ["x"],
    ],
)
async def test_a_made_up_cursor_is_refused(office: Office, place: object) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(place).encode()).decode()
    for path in ("/engagements", "/people"):
        answer = await office.get("coordinator", f"{path}?cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor")


async def test_no_answer_is_kept_by_a_cache(office: Office) -> None:
    for path in ("/me", office.at, "/engagements", "/nowhere"):
        assert (await office.get("coach", path)).headers["cache-control"] == "no-store"


async def test_a_system_launches_in_the_name_of_its_coordinator(office: Office) -> None:
    made = await office.post("system", "/engagements", launch(office, "Interviewing"))
    assert made.status_code == 201, made.text
    path = f"/engagements/{made.json()['engagement_id']}/timeline"
    [line] = (await office.get("coordinator", path)).json()
    assert (line["via"], line["by"]) == ("system", office.cast["coordinator"])


async def test_the_todo_list_names_the_act_and_what_to_read_first(office: Office) -> None:
    todo = (await office.get("coach", "/me/todo")).json()["items"]
    assert {one["engagement_id"] for one in todo} == {office.told.id}
    assert "propose_terms" in {one["act"] for one in todo}
    me = (await office.get("coordinator", "/me")).json()
    assert (me["coordinator"], me["leader"], me["system"]) == (True, False, False)


async def test_papers_are_for_people_alone(office: Office) -> None:
    paper = await office.get("coach", f"{office.at}/papers/agreement")
    assert paper.status_code == 200
    assert paper.json()[0]["sections"]
    none = await office.get("coach", f"{office.at}/papers/plan")
    assert none.status_code == 404
    system = await office.get("system", f"{office.at}/papers/agreement")
    assert (system.status_code, system.json()["code"]) == (403, "not_for_systems")


async def timeline(office: Office, role: str) -> list[dict[str, Any]]:
    answer = await office.get(role, f"{office.at}/timeline")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def launch(office: Office, skill: str) -> dict[str, object]:
    cast = office.cast
    return {
        "learners": [cast["learner"]],
        "supervisor": cast.email("supervisor"),
        "coach": cast["coach"],
        "origin": "learner_need",
        "skill": skill,
        "purpose": "Plans that families can follow",
        "expected_end": "2027-12-01",
    }


async def test_goals_come_with_ratings_for_whom_they_are_for(office: Office) -> None:
    path = f"{office.at}/goals"
    for role in ("learner", "coach", "supervisor", "coordinator"):
        answer = await office.get(role, path)
        assert answer.json() == {"goals": [], "attained": []}, role
        assert (await office.get(role, f"{path}.csv")).text.startswith("Learner,Goal,Scale")
    assert (await office.get("leader", path)).status_code == 404
    assert (await office.get("system", path)).status_code == 403


async def test_what_waits_is_said_in_the_same_words_by_page_api_and_command(office: Office) -> None:
    told = office.told
    await stages.agree(told)
    await stages.closed(told)
    [api] = [
        one
        for one in (await office.get("supervisor", "/me/todo")).json()["items"]
        if one["days"] == 30
    ]
    people = await office.place.store.reader.people([office.cast["supervisor"]])
    supervisor = people[office.cast["supervisor"]]
    shown = await waiting_page(office.place.engine, supervisor)
    [page] = [one for one in shown.lines if one.days == 30]
    typed = await office.place.coaching("todo", office.cast.email("supervisor"), "--json")
    [command] = [one for one in json.loads(typed.out) if one["days"] == 30]
    assert api["says"] == page.says == command["says"]
    assert "30 days" in page.says
