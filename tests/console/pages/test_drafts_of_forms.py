"""No word that a person typed is lost, and nobody else reads it."""

import pytest

from tests.console.pages.house import House, fresh_word
from tests.console.pages.visiting import Office
from tests.journeys.cast import Told
from tests.journeys.stages import RUNGS, advance, agree, enroll, observe, plan, reflect, show

pytestmark = pytest.mark.servers


async def test_a_draft_comes_back_to_who_typed_it_and_to_nobody_else(house: House) -> None:
    word = fresh_word()
    learner = await house.open("learner")
    answer = await learner.post_draft("declare_commitment", committed_to=word, level="4")
    assert answer.status_code == 204
    page = await learner.get("act/declare_commitment")
    assert word in page.text
    assert "It is not sent yet" in page.text
    for role in ("coach", "supervisor", "coordinator"):
        other = await house.open(role)
        for path in ("", "act/declare_commitment", "goals"):
            assert word not in (await other.get(path)).text, (role, path)


async def test_saving_for_later_needs_no_script_and_says_so(house: House) -> None:
    word = fresh_word()
    learner = await house.open("learner")
    answer = await learner.send("draft/raise_concern", concern=word)
    assert answer.status_code == 303
    page = await learner.get(answer.headers["location"])
    assert "Saved for later" in page.text
    assert word in page.text


async def test_a_draft_can_be_thrown_away(house: House) -> None:
    word = fresh_word()
    learner = await house.open("learner")
    await learner.post_draft("raise_concern", concern=word)
    answer = await learner.send("draft/raise_concern", concern=word, discard="yes")
    assert word not in (await learner.get(answer.headers["location"])).text
    assert word not in (await learner.get("act/raise_concern")).text


async def test_what_is_recorded_is_no_draft_any_more(house: House) -> None:
    word = fresh_word()
    learner = await house.open("learner")
    await learner.post_draft("raise_concern", concern=word)
    answer = await learner.act("raise_concern", concern=word)
    assert answer.status_code == 303, answer.text
    assert word not in (await learner.get("act/raise_concern")).text


async def test_drafts_about_two_goals_are_two(house: House) -> None:
    learner = await house.open("learner")
    first, second = fresh_word(), fresh_word()
    await learner.post_draft("rate_goal", note=first, draft_about="a")
    await learner.post_draft("rate_goal", note=second, draft_about="b")
    page = (await learner.get("act/rate_goal?goal=a")).text
    assert first in page, "though there is no such goal any more"
    assert second not in page
    assert 'name="note"' not in (await learner.get("act/rate_goal")).text


async def test_a_conversation_is_kept_while_it_is_written_down(office: Office) -> None:
    told, coach = office.told, "coach"
    for stage in (agree, _planned, _practised):
        await stage(told)
    await reflect(told)
    await advance(told)
    for kind, field in (("hold_conversation", "summary"), ("give_feedback", "said")):
        word = fresh_word()
        form = {field: word, "then": "conversation"}
        kept = await office.post(coach, f"{office.at}/draft/{kind}", form)
        assert kept.headers["location"].startswith(f"{office.at}/conversation?")
        page = await office.get(coach, kept.headers["location"])
        assert page.text.count(word) == 1
        assert "Saved for later" in page.text
        rung = {"rung": RUNGS[0]} if kind == "give_feedback" else {}
        done = await office.does(coach, kind, {**form, **rung})
        assert done.status_code == 303, done.text
        assert "It is not sent yet" not in await office.sees(coach, done.headers["location"])


async def _planned(told: Told) -> None:
    await plan(told)
    await enroll(told)
    await advance(told)


async def _practised(told: Told) -> None:
    await show(told)
    await observe(told)
    await advance(told)


async def test_a_draft_of_somebody_elses_engagement_is_refused_as_one_of_none(
    house: House,
) -> None:
    stranger = await house.open("peer")
    refused = await stranger.post_draft("raise_concern", concern="x")
    missing = await stranger.client.post(
        "/engagements/00000000-0000-4000-8000-000000000000/draft/raise_concern",
        data={"concern": "x"},
        headers={"Sec-Fetch-Site": "same-origin", "X-Draft": "yes"},
    )
    assert refused.status_code == missing.status_code == 404
    assert refused.text == missing.text


async def test_a_refused_form_keeps_every_word(house: House) -> None:
    learner = await house.open("learner")
    words = [fresh_word() for _ in range(3)]
    answer = await learner.act(
        "declare_commitment",
        committed_to=words[0],
        **{"barriers.0.what": words[1], "barriers.0.answer": words[2]},
    )
    assert answer.status_code == 422
    for word in words:
        assert word in answer.text
    assert 'aria-invalid="true"' in answer.text
