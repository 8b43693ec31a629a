"""Questionnaires on pages: filled in whole or in part, scored, and seen by whom they are for."""

import re

import pytest

from domain.instruments.shelf import released
from tests.console.pages.house import Browser, House, fresh_word

pytestmark = pytest.mark.servers

OWN = "/questionnaires/organizational_trust"
WORKING = "questionnaires/working_relationship"


async def _fill(browser: Browser, path: str, **typed: str) -> None:
    answer = await browser.send(path, **typed)
    assert answer.status_code == 303, answer.text


async def test_a_persons_own_is_scored_and_nobody_else_reads_it(house: House) -> None:
    learner = await house.open("learner")
    trust = released("organizational_trust", 1)
    page = (await learner.get(OWN)).text
    for item in trust.items:
        assert item.text in page
    # Eight of 4; 7, 6, 5, 4.
    numbers = [*["4"] * 8, "7", "6", "5", "4"]
    typed = {f"item.{item.key}": n for item, n in zip(trust.items, numbers, strict=True)}
    await _fill(learner, OWN, **typed)
    page = (await learner.get(f"{OWN}?done=yes")).text
    assert "4 out of 7" in page
    assert "5.5 out of 7" in page
    assert "lines answered so far" not in page
    for role in ("coach", "supervisor", "coordinator", "leader"):
        other = await house.open(role)
        assert "out of 7" not in (await other.get(OWN)).text


async def test_the_rest_is_answered_later_in_the_same_sheet(house: House) -> None:
    learner = await house.open("learner")
    await _fill(learner, OWN, **{"item.fair": "7"})
    page = (await learner.get(OWN)).text
    assert "0 of 8 lines answered so far." in page
    found = re.search(r"goes_on=([^\"]+)\"", page)
    assert found
    form = (await learner.get(f"{OWN}?goes_on={found[1]}")).text
    assert re.search(r'name="item.fair" value="7" checked', form)
    more = {"item.fair": "7", "item.depend": "2", "goes_on": found[1]}
    await _fill(learner, OWN, **more)
    page = (await learner.get(OWN)).text
    assert "4.5 out of 7" in page
    assert page.count('<article class="paper"') == 1, "still one sheet"


async def test_what_is_filled_in_again_stands_beside_and_is_drawn(house: House) -> None:
    learner = await house.open("learner")
    for number in ("2", "6"):
        await _fill(learner, OWN, **{"item.fair": number})
    page = (await learner.get(OWN)).text
    assert page.count('<article class="paper"') == 2
    assert "polyline" in page
    assert re.search(r"Trust in the organization: .* 2; .* 6", page)


async def test_learner_and_coach_read_one_anothers_and_others_do_not(house: House) -> None:
    word = fresh_word()
    learner, coach = await house.open("learner"), await house.open("coach")
    await _fill(learner, WORKING, **{"item.trust": "5", "words.better": word})
    theirs = (await coach.get(WORKING)).text
    assert word in theirs
    assert "5 out of 5" in theirs
    assert "Answer the rest" not in theirs, "it is the learner's to go on with"
    for role in ("supervisor", "coordinator"):
        other = await house.open(role)
        assert (await other.get(WORKING)).status_code == 404
        assert word not in (await other.get("questionnaires")).text
        assert word not in (await other.get("")).text
    for role in ("learner", "coach"):
        assert "filled in a questionnaire" in (await (await house.open(role)).get("")).text


async def test_what_is_wrong_is_said_and_what_was_typed_stays(house: House) -> None:
    learner = await house.open("learner")
    word = fresh_word()
    nothing = await learner.send(WORKING)
    assert nothing.status_code == 422
    assert "Nothing is answered yet" in nothing.text
    off = await learner.send(WORKING, **{"item.trust": "9", "words.better": word})
    assert off.status_code == 422
    assert "Choose one from 1 to 5" in off.text
    assert word in off.text
    long = await learner.send(WORKING, **{"item.trust": "3", "words.better": "x" * 8001})
    assert (long.status_code, "too long" in long.text) == (422, True)
    coach = await house.open("coach")
    assert "out of" not in (await coach.get(WORKING)).text


async def test_words_typed_and_not_sent_wait_for_whoever_comes_back(house: House) -> None:
    learner = await house.open("learner")
    word = fresh_word()
    kept = await learner.post_draft(
        "answer_instrument", draft_about="working_relationship", **{"words.better": word}
    )
    assert kept.status_code == 204, kept.text
    assert word in (await learner.get(WORKING)).text
    await _fill(learner, WORKING, **{"item.trust": "3"})
    again = (await learner.get(f"{WORKING}?again=yes")).text
    assert word not in again


async def test_the_act_leads_to_its_page(house: House) -> None:
    learner = await house.open("learner")
    answer = await learner.get("act/answer_instrument")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"{house.at}/questionnaires",
    )
    page = (await learner.get("questionnaires")).text
    assert "Are you ready to be coached?" in page
    assert "Trust in your supervisor" not in page, "that is for oneself"
    coach = (await (await house.open("coach")).get("questionnaires")).text
    assert "Are you ready to be coached?" not in coach


async def test_somebody_elses_engagement_is_not_there(house: House) -> None:
    peer = await house.open("peer")
    for path in ("questionnaires", WORKING):
        assert (await peer.get(path)).status_code == 404
    assert (await peer.send(WORKING, **{"item.trust": "3"})).status_code == 404


async def test_it_is_offered_beside_the_act_it_helps_with(house: House) -> None:
    learner, coach = await house.open("learner"), await house.open("coach")
    link = f'href="{house.at}/questionnaires/coaching_readiness"'
    assert link in (await learner.get("act/look_at_readiness")).text
    assert link not in (await coach.get("act/look_at_readiness")).text, "it is the learner's"
    assert 'href="/questionnaires/coaching_skills"' in (await coach.get("act/state_expertise")).text
