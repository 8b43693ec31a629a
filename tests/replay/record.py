"""Records the histories that `test_replay.py` replays: `python -m tests.replay.record`.

Run it only to *add* a history (a new workflow, a new path): histories are what production has
running today, so an old one is never recorded anew to make a failing replay pass.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from temporalio.client import Client, WorkflowHandle, WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from activities.ports import StoreUnavailable
from domain.base.refusals import Refusal
from tests.workflows.engine import Engine, envelope, running, until
from tests.workflows.fake_facts import fact
from tests.workflows.fakes import AGENCY
from workflows.attributes import ALL
from workflows.naming import cohort_workflow
from workflows.rounds import (
    ClosingSummaryWorkflow,
    HeadsSigningWorkflow,
    MailRoundWorkflow,
    SweeperWorkflow,
    WebhookRoundWorkflow,
)
from workflows.runner import CONVERTER

HISTORIES = Path(__file__).parent / "histories"
Scenario = Callable[[Engine, str], Awaitable[WorkflowHandle[object, object]]]


async def engagement(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """A launch, refusals, an outage, deadlines moved, a handoff, the end."""
    await engine.submit(name, "launch", launch=True)
    with suppress(Refusal):
        await engine.submit(name, "refuse")
    engine.log.down = True
    with suppress(StoreUnavailable):
        await engine.submit(name, "note")
    engine.log.down = False
    await engine.submit(name, "promise", body="2")
    await engine.submit(name, "promise", body="0.5")
    await asyncio.gather(*(engine.submit(name, "note") for _ in range(4)))
    await until(lambda: len(engine.log.streams[name].done) == 2)
    await engine.gateway.nudge(name, AGENCY)
    await engine.submit(name, "close")
    await until(lambda: len(engine.log.streams[name].done) == 3)
    await engine.submit(name, "end")
    await engine.handle(name).result()
    return engine.client.get_workflow_handle(f"engagement-{name}")


async def given_up(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """What is owed can't be done; knocked at again, the run looks again, and ends."""
    await engine.submit(name, "launch", launch=True)
    engine.log.cannot = [Refusal("not_now")]
    await engine.submit(name, "promise", body="0")
    await until(lambda: not engine.log.cannot)
    await asyncio.sleep(1)
    await engine.gateway.nudge(name, AGENCY)
    await asyncio.sleep(1)
    await engine.submit(name, "end")
    await engine.handle(name).result()
    return engine.client.get_workflow_handle(f"engagement-{name}")


async def refused(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """A run whose launch is refused."""
    with suppress(Refusal):
        await engine.submit(name, "refuse", launch=True)
    await engine.handle(name).result()
    return engine.client.get_workflow_handle(f"engagement-{name}")


async def continued(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """The first of several runs: it ends by continuing as new."""
    await engine.submit(name, "launch", launch=True)
    first = (await engine.handle(name).describe()).run_id
    await engine.submit(name, "promise", body="3600")
    for _ in range(12):
        await engine.submit(name, "note")
    return engine.client.get_workflow_handle(f"engagement-{name}", run_id=first)


async def cohort(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """Two rows launched, one refused."""
    rows = [envelope(f"{name}-{n}", "launch") for n in range(2)]
    engine.ledger.rows[name] = [*rows, envelope(f"{name}-2", "refuse")]
    await engine.gateway.launch_cohort(name, AGENCY)
    await engine.gateway.cohort_launched(name)
    return engine.client.get_workflow_handle(cohort_workflow(name))


async def mail_round(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """Two digests."""
    engine.room.digests = ["mail-1", "mail-2"]
    client, queue = engine.client, engine.queue
    await client.execute_workflow(MailRoundWorkflow.run, id=name, task_queue=queue)
    return client.get_workflow_handle(name)


async def closing_summary(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """One summary."""
    engine.room.summaries = {AGENCY: ["summary-1"]}
    client, queue = engine.client, engine.queue
    await client.execute_workflow(ClosingSummaryWorkflow.run, AGENCY, id=name, task_queue=queue)
    return client.get_workflow_handle(name)


async def sweeper(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """A sweep that finds nothing."""
    await engine.client.execute_workflow(SweeperWorkflow.run, id=name, task_queue=engine.queue)
    return engine.client.get_workflow_handle(name)


async def heads_signing(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """A log that is whole."""
    client, queue = engine.client, engine.queue
    await client.execute_workflow(HeadsSigningWorkflow.run, id=name, task_queue=queue)
    return client.get_workflow_handle(name)


async def webhook_round(engine: Engine, name: str) -> WorkflowHandle[object, object]:
    """Two facts told."""
    engine.fact_room.facts = [fact(1), fact(2)]
    client, queue = engine.client, engine.queue
    await client.execute_workflow(WebhookRoundWorkflow.run, id=name, task_queue=queue)
    return client.get_workflow_handle(name)


SCENARIOS: tuple[Scenario, ...] = (
    engagement,
    given_up,
    refused,
    continued,
    cohort,
    mail_round,
    closing_summary,
    sweeper,
    heads_signing,
    webhook_round,
)


async def main(again: bool) -> None:
    """Record what has no history yet; all of them with `--all`, before the first release only."""
    HISTORIES.mkdir(exist_ok=True)
    for scenario in SCENARIOS:
        path = HISTORIES / f"{scenario.__name__}.json"
        if again or not path.exists():
            history = await _record(scenario, most_events=40 if scenario is continued else 4_000)
            path.write_text(history.to_json() + "\n")
            sys.stdout.write(f"{path.name}: {len(history.events)} events\n")


async def _record(scenario: Scenario, most_events: int) -> WorkflowHistory:
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(Path(sys.executable).parent / "temporal"),
        dev_server_log_level="error",
        search_attributes=list(ALL),
        dev_server_extra_args=[
            "--dynamic-config-value",
            f"limit.historyCount.suggestContinueAsNew={most_events}",
        ],
    ) as environment:
        target = environment.client.service_client.config.target_host
        client = await Client.connect(target, data_converter=CONVERTER, identity="recorder")
        async with running(client) as engine:
            handle = await scenario(engine, scenario.__name__.replace("_", "-"))
            return await handle.fetch_history()


if __name__ == "__main__":
    asyncio.run(main("--all" in sys.argv))
