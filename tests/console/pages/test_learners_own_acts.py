"""A learner's own acts: what stands beside them, and what others learn."""

import pytest

from domain.engagement.records.setting_up import Commitment
from tests.console.pages.house import House, fresh_word
from tests.journeys.marked_story import set_up

pytestmark = pytest.mark.servers


async def test_commitment_shows_what_came_of_the_last_word_to_its_author(house: House) -> None:
    learner, coach = await house.open("learner"), await house.open("coach")
    first, barrier, found = fresh_word(), fresh_word(), fresh_word()
    answer = await learner.act(
        "declare_commitment", level="2", committed_to=first, **{"barriers.0.what": barrier}
    )
    assert answer.status_code == 303, answer.text
    [declared] = (await house.does.told.state()).every(Commitment)
    barrier_id = f"{declared.entry_id}/1"
    await house.does.told.does("learner", "answer_barrier", barrier=barrier_id, answer=found)
    page = (await learner.get("act/declare_commitment")).text
    for word in (first, barrier, found, "2 of 10", "I will do it, whatever comes."):
        assert word in page
    theirs = (await coach.get("act/declare_commitment")).text
    for word in (first, barrier, found, "2 of 10"):
        assert word not in theirs


async def test_who_leaves_reads_first_what_others_learn_and_the_reason_stays_theirs(
    house: House,
) -> None:
    reason = fresh_word()
    learner = await house.open("learner")
    page = (await learner.get("act/withdraw_from_coaching")).text
    for said in ("You need nobody&#39;s leave", "learns that you left, not why", "be undone"):
        assert said in page
    answer = await learner.act("withdraw_from_coaching", reason=reason, sure="yes")
    assert answer.status_code == 303, answer.text
    await house.does.told.came_to("engagement_ended")
    for role in ("coach", "supervisor", "coordinator"):
        other = await house.open(role)
        for path in ("", "goals", "/", "/engagements", "/summaries"):
            assert reason not in (await other.get(path)).text, (role, path)
    supervisors = (await (await house.open("supervisor")).get("")).text
    assert "withdrew" not in supervisors


async def test_a_consent_stands_on_the_page_where_it_can_be_taken_back(house: House) -> None:
    learner = await house.open("learner")
    answer = await learner.act("give_consent", consent="scores_in_reports", given="yes")
    assert answer.status_code == 303, answer.text
    page = (await learner.get("act/give_consent")).text
    assert "What you said so far" in page
    assert "My scores may count in program figures" in page
    supervisor = (await (await house.open("supervisor")).get("")).text
    assert "permission" not in supervisor.lower().replace("point", "")


async def test_a_goal_is_rated_beside_its_picture_on_its_own_scale(house: House) -> None:
    await set_up(house.does)
    smart = {"scale": "smart", "due": house.does.day(90)}
    goal = await house.does("learner", "set_goal", goal=smart)
    await house.does("learner", "rate_goal", goal=goal, rating=3)
    learner = await house.open("learner")
    page = (await learner.get(f"act/rate_goal?goal={goal}&then=goals")).text
    assert 'role="img"' in page
    assert 'id="rating-11"' in page, "from 0 to 10"
    answer = await learner.send("act/rate_goal", goal=goal, rating="6", then="goals")
    assert answer.headers["location"].startswith(f"{house.at}/goals")
    goals = (await learner.get("goals")).text
    assert "Ratings from 3 at first to 6 now" in goals
    assert "<style" not in goals
    assert " style=" not in goals


async def test_what_is_the_learners_to_decide_is_found_by_the_learner_alone(house: House) -> None:
    assert "Yours to decide" in (await (await house.open("learner")).get("")).text
    assert "Yours to decide" not in (await (await house.open("supervisor")).get("")).text
