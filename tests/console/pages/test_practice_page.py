"""Observations on pages: rated with examples or noted by a guide, and held beside each other."""

import re

import pytest

from domain.instruments.shelf import rubrics
from tests.console.pages.house import House, fresh_word

pytestmark = pytest.mark.servers

SEEN = {"setting": "At the desk", "medium": "work_sample", "clients_present": "no"}


async def test_each_skill_is_seen_over_time_by_the_two_alone(house: House) -> None:
    await house.to_practice()
    coach, learner = await house.open("coach"), await house.open("learner")
    form = (await coach.get("act/record_observation")).text
    for rubric in rubrics().values():
        for text in (*(one.text for one in rubric.items), *(q.asks for q in rubric.questions)):
            assert text.replace("'", "&#39;") in form
    word, note = fresh_word(), fresh_word()
    for rating in ("2", "4"):
        typed = {"ratings.family_words": rating, "examples.family_words": word}
        done = await coach.act("record_observation", **SEEN, rubric="case_plan", **typed)
        assert done.status_code == 303, done.text
    guide = {"rubric": "safety_mapping", "noted.opening": note}
    done = await coach.act("record_observation", **SEEN, **guide)
    assert done.status_code == 303, done.text
    page = (await learner.get("practice")).text
    for said in (word, note, "Occasionally", "Almost always"):
        assert said in page
    values = re.findall(r'<meter class="seen-bar" min="0" max="4" value="(\d)"', page)
    assert values == ["2", "4"], "side by side, oldest first"
    for role in ("supervisor", "coordinator"):
        other = (await (await house.open(role)).get("practice")).text
        assert word not in other
        assert "Nothing was observed yet, or it is not yours to see." in other


async def test_an_agencys_own_rubric_is_on_the_form(house: House) -> None:
    await house.to_practice()
    file = """instrument = "visits"
version = 1
title = "Home visits"
source = "Our county"
asks = "How was the visit?"
kept = "observation"
[scale]
low = 1
labels = ["No", "Partly", "Yes"]
[scoring]
kind = "none"
[[parts]]
key = "visit"
title = "The visit"
[[items]]
key = "on_time"
part = "visit"
text = "Came on time"
"""
    coordinator = await house.open("coordinator")
    adopted = await coordinator.send("/agency/questionnaires", text=file, do="adopt")
    assert adopted.status_code == 303, adopted.text
    coach = await house.open("coach")
    assert "Came on time" in (await coach.get("act/record_observation")).text
    off = {"rubric": "visits", "ratings.on_time": "4"}
    wrong = await coach.act("record_observation", **SEEN, **off)
    assert wrong.status_code == 422
    done = await coach.act("record_observation", **SEEN, **{**off, "ratings.on_time": "3"})
    assert done.status_code == 303, done.text
    assert "Came on time" in (await coach.get("practice")).text
