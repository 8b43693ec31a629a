"""Mail rounds, closing summaries, the sweeper and recovery."""

import pytest
from temporalio.client import Client, WorkflowFailureError
from temporalio.exceptions import ActivityError, ApplicationError

from activities.rounds import Sent
from activities.telling import Told
from tests.workflows.engine import Engine, new_id, until
from tests.workflows.fake_facts import fact
from workflows.recovery import recover
from workflows.rounds import (
    ClosingSummaryWorkflow,
    HeadsSigningWorkflow,
    MailRoundWorkflow,
    SweeperWorkflow,
    WebhookRoundWorkflow,
)

pytestmark = pytest.mark.servers


async def _mail_round(engine: Engine) -> Sent:
    return await engine.client.execute_workflow(
        MailRoundWorkflow.run, id=new_id(), task_queue=engine.queue
    )


async def test_a_round_sends_every_mail_once(engine: Engine) -> None:
    engine.room.digests = [f"mail-{n}" for n in range(130)]
    assert await _mail_round(engine) == Sent(sent=130, left=0)
    assert await _mail_round(engine) == Sent(sent=0, left=0)
    assert sorted(engine.postman.sent) == sorted(engine.room.digests)


async def test_a_mail_that_fails_waits_and_holds_up_no_other(engine: Engine) -> None:
    engine.room.digests = ["a", "b", "c"]
    engine.postman.fail = {"a"}
    assert await _mail_round(engine) == Sent(sent=2, left=1)
    engine.postman.fail = set()
    assert await _mail_round(engine) == Sent(sent=1, left=0)


async def test_a_bounced_mail_is_kept_as_refused_and_not_sent_again(engine: Engine) -> None:
    engine.room.digests = ["a", "b"]
    engine.postman.refuse = {"a"}
    await _mail_round(engine)
    assert (engine.room.refused, engine.room.sent) == (["a"], ["b"])
    assert await _mail_round(engine) == Sent(sent=0, left=0)


async def test_an_agencys_summaries_are_sent(engine: Engine) -> None:
    engine.room.summaries = {"agency-1": ["s1", "s2"]}
    sent = await engine.client.execute_workflow(
        ClosingSummaryWorkflow.run, "agency-1", id=new_id(), task_queue=engine.queue
    )
    assert sent == Sent(sent=2, left=0)


async def test_the_sweeper_has_the_forgotten_done(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.log.streams[engagement].owed["lost|1"] = ("act", 0.0)
    await engine.client.execute_workflow(SweeperWorkflow.run, id=new_id(), task_queue=engine.queue)
    await until(lambda: engine.log.streams[engagement].done == ["lost|1"])


async def test_a_system_is_told_in_order_and_what_follows_a_failure_waits(engine: Engine) -> None:
    engine.fact_room.facts = [fact(n) for n in range(4)]
    engine.courier.refuse = {"message-2"}

    async def told() -> Told:
        return await engine.client.execute_workflow(
            WebhookRoundWorkflow.run, id=new_id(), task_queue=engine.queue
        )

    assert await told() == Told(delivered=2, failing=1)
    engine.courier.refuse = set()
    assert await told() == Told(delivered=2, failing=0)
    assert engine.courier.got == [f"message-{n}" for n in range(4)]


async def _signing(engine: Engine) -> int:
    return await engine.client.execute_workflow(
        HeadsSigningWorkflow.run, id=new_id(), task_queue=engine.queue
    )


async def test_the_heads_of_a_whole_log_are_signed(engine: Engine) -> None:
    assert await _signing(engine) == 7
    assert engine.anchoring.signed == 1


async def test_a_log_that_is_not_whole_fails_the_signing_at_once_and_says_so(
    engine: Engine,
) -> None:
    engine.anchoring.findings = 3
    with pytest.raises(WorkflowFailureError) as failed:
        await _signing(engine)
    assert isinstance(failed.value.cause, ActivityError)
    assert isinstance(failed.value.cause.cause, ApplicationError)
    assert failed.value.cause.cause.type == "LogNotWhole"
    assert list(failed.value.cause.cause.details) == [3]


async def test_recovery_starts_what_is_unfinished_and_nothing_is_sent_twice(
    engine: Engine, client: Client
) -> None:
    engagement = await engine.launched()
    await engine.submit(engagement, "close")
    await until(lambda: engine.log.streams[engagement].done == ["handoff|now"])
    await engine.submit(engagement, "promise", body="0.5", command_id="c1")
    await engine.handle(engagement).terminate()
    recovered = await recover(client, engine.log, engine.queue, [])
    assert recovered.engagements == 1
    await until(lambda: "checkpoint|c1" in engine.log.streams[engagement].done)
    assert len(engine.postman.sent) == 2
