"""What people print from pages, each what they may see and no more."""

import re

import pytest

from tests.activities.test_documents import text_of
from tests.console.pages.house import House, fresh_word
from tests.journeys.letters import pdf_text

pytestmark = pytest.mark.servers


async def test_agreement_goals_and_observation_are_there_to_print(house: House) -> None:
    await house.to_practice()
    coach, supervisor = await house.open("coach"), await house.open("supervisor")
    agreement = await supervisor.get("papers/agreement.pdf")
    assert agreement.headers["content-type"] == "application/pdf"
    said = pdf_text(agreement.content)
    for role in ("Agency leadership", "Supervisor", "Learner", "Coach"):
        assert role in said
    assert text_of(agreement.content).count("Signed in the coaching records") == 3
    assert (await coach.get("papers/goals.pdf")).status_code == 200
    note = fresh_word()
    seen = {"setting": "At the desk", "medium": "work_sample", "clients_present": "no"}
    rated = {"rubric": "case_plan", "ratings.family_words": "2", "note": note}
    done = await coach.act("record_observation", **seen, **rated)
    assert done.status_code == 303, done.text
    page = (await coach.get("practice")).text
    at = re.search(r'href="([^"]+/practice/[^"]+\.pdf)"', page)
    assert at is not None
    assert note in pdf_text((await coach.get(at[1])).content)
    assert (await supervisor.get(at[1])).status_code == 404, "observations are for the two"
    empty = await coach.get("practice/blank/safety_mapping.pdf")
    assert "Where and how" in pdf_text(empty.content)
    assert (await coach.get("practice/blank/nothing.pdf")).status_code == 422
    assert (await coach.get("papers/development.pdf")).status_code == 404


async def test_what_is_not_there_is_not_there_to_print_either(house: House) -> None:
    other = await house.open("leader")
    for name in ("agreement", "goals", "handoff", "plan"):
        assert (await other.get(f"papers/{name}.pdf")).status_code == 404, name
