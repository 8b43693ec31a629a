"""One engagement's workflow, on a real Temporal server and a store in memory."""

import asyncio
import time

import pytest
from temporalio.client import WorkflowExecutionStatus

from activities.ports import StaleEpoch, StoreUnavailable
from domain.base.refusals import Refusal, RequirementUnmet
from tests.workflows.engine import Engine, new_id, until
from workflows.attributes import AGENCY as AGENCY_ATTRIBUTE
from workflows.attributes import STAGE, STATUS
from workflows.errors import EngineFault

pytestmark = pytest.mark.servers


async def test_a_command_is_recorded_and_answered(engine: Engine) -> None:
    engagement = await engine.launched()
    result = await engine.submit(engagement, "note")
    assert (result.version, result.stage, result.repeated) == (2, "joint_planning", False)


async def test_a_repeated_command_has_its_first_answer(engine: Engine) -> None:
    engagement = await engine.launched()
    first = await engine.submit(engagement, "note", command_id="c1")
    again = await engine.submit(engagement, "note", command_id="c1")
    assert (again.version, again.repeated) == (first.version, True)
    assert engine.log.streams[engagement].version == 2


async def test_a_refusal_comes_back_with_its_code_and_facts(engine: Engine) -> None:
    engagement = await engine.launched()
    with pytest.raises(Refusal) as refused:
        await engine.submit(engagement, "refuse")
    assert refused.value.code == "not_yours"
    assert dict(refused.value.facts) == {"roles": ("coach", "learner"), "count": 2}


async def test_an_unmet_requirement_says_what_is_missing(engine: Engine) -> None:
    engagement = await engine.launched()
    with pytest.raises(RequirementUnmet) as refused:
        await engine.submit(engagement, "unmet")
    assert refused.value.missing == ("goals", "agreement")


async def test_nobodys_words_reach_temporal_when_an_activity_breaks(engine: Engine) -> None:
    engagement = await engine.launched()
    with pytest.raises(EngineFault) as fault:
        await engine.submit(engagement, "break")
    assert fault.value.name == "ValueError"
    history = await engine.handle(engagement).fetch_history()
    assert "Jane" not in history.to_json()


async def test_the_validator_refuses_what_is_unreadable(engine: Engine) -> None:
    engagement = await engine.launched()
    with pytest.raises(Refusal) as refused:
        await engine.submit(engagement, "note", body="x" * (256 * 1024 + 1))
    assert refused.value.facts == {"reason": "too_long"}
    history = await engine.handle(engagement).fetch_history()
    assert "xxxx" not in history.to_json()


async def test_the_lock_is_free_after_the_store_was_away(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.log.down = True
    with pytest.raises(StoreUnavailable):
        await engine.submit(engagement, "note")
    engine.log.down = False
    assert (await engine.submit(engagement, "note")).version == 2


async def test_a_store_that_hangs_is_given_up_within_the_callers_patience(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.log.delay = 60
    begun = time.monotonic()
    callers = (engine.submit(engagement, "note") for _ in range(5))
    answers = await asyncio.gather(*callers, return_exceptions=True)
    assert all(isinstance(answer, StoreUnavailable) for answer in answers)
    assert time.monotonic() - begun < 8
    engine.log.delay = 0
    assert (await engine.submit(engagement, "note")).version == 2


async def test_those_behind_a_command_that_failed_are_let_go_without_a_try(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.log.delay, engine.log.lose_results = 0.3, True
    callers = (engine.submit(engagement, "note") for _ in range(5))
    answers = await asyncio.gather(*callers, return_exceptions=True)
    assert all(isinstance(answer, StoreUnavailable) for answer in answers)
    # Two at most were tried: an update comes in only when the one before is through.
    assert engine.log.streams[engagement].version <= 3


async def test_fifteen_at_once_are_all_recorded_one_at_a_time(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.log.delay = 0.15
    callers = (engine.submit(engagement, "note") for _ in range(15))
    results = await asyncio.gather(*callers)
    assert sorted(result.version for result in results) == list(range(2, 17))
    assert engine.log.most_at_once == 1


async def test_a_run_whose_launch_is_refused_ends_itself(engine: Engine) -> None:
    engagement = new_id()
    with pytest.raises(Refusal):
        await engine.submit(engagement, "refuse", launch=True)
    async with asyncio.timeout(5):
        await engine.handle(engagement).result()


async def test_an_unknown_engagement_starts_no_workflow(engine: Engine) -> None:
    with pytest.raises(Refusal) as refused:
        await engine.submit(new_id(), "note")
    assert refused.value.code == "unknown_engagement"


async def test_what_falls_due_is_done_without_anyone_acting(engine: Engine) -> None:
    engagement = await engine.launched()
    await engine.submit(engagement, "promise", body="0.6")
    assert engine.log.streams[engagement].done == []
    await until(lambda: len(engine.log.streams[engagement].done) == 1)


async def test_an_earlier_deadline_overtakes_a_later_one(engine: Engine) -> None:
    engagement = await engine.launched()
    await engine.submit(engagement, "promise", body="3600")
    await engine.submit(engagement, "promise", body="0.3", command_id="soon")
    await until(lambda: engine.log.streams[engagement].done == ["checkpoint|soon"])


async def test_a_handoff_is_sent_to_both_and_then_recorded(engine: Engine) -> None:
    engagement = await engine.launched()
    await engine.submit(engagement, "close")
    await until(lambda: engine.log.streams[engagement].done == ["handoff|now"])
    assert sorted(engine.postman.sent) == [f"{engagement}-learner", f"{engagement}-supervisor"]


async def test_what_was_recorded_but_never_answered_is_found_by_a_nudge(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.log.lose_results = True
    with pytest.raises(StoreUnavailable):
        await engine.submit(engagement, "promise", body="0")
    assert engine.log.streams[engagement].done == []
    await engine.gateway.nudge(engagement, "agency-1")
    await until(lambda: len(engine.log.streams[engagement].done) == 1)


async def test_an_ended_engagement_lets_its_run_go_and_a_late_act_starts_another(
    engine: Engine,
) -> None:
    engagement = await engine.launched()
    await engine.submit(engagement, "end")
    async with asyncio.timeout(5):
        await engine.handle(engagement).result()
    assert (await engine.submit(engagement, "note")).version == 3
    async with asyncio.timeout(5):
        await engine.handle(engagement).result()


async def test_stage_status_and_agency_can_be_searched_for(engine: Engine) -> None:
    engagement = await engine.launched()
    await engine.submit(engagement, "note")
    attributes = (await engine.handle(engagement).describe()).typed_search_attributes
    found = [attributes.get(key) for key in (STAGE, STATUS, AGENCY_ATTRIBUTE)]
    assert found == ["joint_planning", "active", "agency-1"]
    assert await engine.status(engagement) == WorkflowExecutionStatus.RUNNING


async def test_what_stays_owed_though_done_is_left_alone_for_a_while(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.log.stuck = True
    await engine.submit(engagement, "promise", body="0")
    await asyncio.sleep(1)
    assert engine.log.reads <= 4
    await until(lambda: engine.log.reads >= 2)
    assert (await engine.submit(engagement, "note")).version == 3


async def test_what_cannot_be_sent_now_holds_up_no_command(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.postman.fail = {f"{engagement}-learner"}
    await engine.submit(engagement, "close")
    await until(lambda: engine.postman.sent == [f"{engagement}-supervisor"])
    assert (await engine.submit(engagement, "note")).version == 3
    assert engine.log.streams[engagement].done == []
    engine.postman.fail = set()
    await until(lambda: engine.log.streams[engagement].done == ["handoff|now"])
    assert len(engine.postman.sent) == 2


async def test_what_could_not_be_done_is_tried_anew_at_the_next_knock(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.log.cannot = [Refusal("not_now")]
    await engine.submit(engagement, "promise", body="0")
    await until(lambda: not engine.log.cannot)
    await asyncio.sleep(0.5)
    assert engine.log.streams[engagement].done == []
    await engine.gateway.nudge(engagement, "agency-1")
    await until(lambda: len(engine.log.streams[engagement].done) == 1)


async def test_what_an_older_engine_may_not_do_any_more_waits_for_the_newer_one_only(
    engine: Engine,
) -> None:
    engagement = await engine.launched()
    engine.log.cannot = [StaleEpoch()]
    await engine.submit(engagement, "promise", body="0")
    await asyncio.wait_for(engine.superseded.wait(), 10)
    await until(lambda: len(engine.log.streams[engagement].done) == 1)
