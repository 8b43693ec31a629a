"""Scaling questions on pages: asked, answered again in the same words, drawn, with aids beside."""

import re

import pytest

from domain.guidance.aids import aids
from tests.console.pages.house import House, fresh_word

pytestmark = pytest.mark.servers


async def test_a_question_is_asked_answered_again_and_drawn_for_the_two(house: House) -> None:
    await house.to_practice()
    coach, learner = await house.open("coach"), await house.open("learner")
    form = (await coach.get("act/ask_scaling_question")).text
    for key in ("scaling_steps", "scaling_samples", "scaling_ten"):
        assert f"<summary>{aids()[key].title}</summary>" in form
    word, ten, said = fresh_word(), fresh_word(), fresh_word()
    asked = {"purpose": "confidence", "wording": word, "ten": ten, "zero": "Nothing"}
    done = await coach.act("ask_scaling_question", **asked, then="scaling")
    assert done.status_code == 303, done.text
    page = (await learner.get("scaling")).text
    assert word in page
    entry = re.search(r"act/answer_scaling_question\?scaling_question=([^&]+)&amp;", page)
    assert entry is not None
    for number in ("4", "0"):
        done = await learner.act(
            "answer_scaling_question",
            scaling_question=entry[1],
            number=number,
            brought_here=said,
            then="scaling",
        )
        assert done.headers["location"].endswith("/scaling?done=answer_scaling_question")
    page = (await coach.get("scaling")).text
    for shown in (word, ten, said, "From 4 at first to 0 now", aids()["scaling_zero"].title):
        assert shown in page
    assert len(re.findall('class="chart-point"', page)) == 2
    for role in ("supervisor", "coordinator"):
        other = (await (await house.open(role)).get("scaling")).text
        assert word not in other
        assert said not in other


async def test_the_conversation_has_its_questions_beside_it(house: House) -> None:
    coach = await house.open("coach")
    page = (await coach.get("conversation")).text
    assert f"<summary>{aids()['questions_for_meaning'].title}</summary>" in page


async def test_what_helps_a_coach_to_listen_is_shown_to_no_learner(house: House) -> None:
    title = f"<summary>{aids()['change_talk'].title}</summary>"
    assert title in (await (await house.open("coach")).get("act/declare_commitment")).text
    assert title not in (await (await house.open("learner")).get("act/declare_commitment")).text
