"""The worker killed at each step of a closing summary: each closed engagement is told of once."""

import asyncio
from uuid import uuid4

import pytest

from tests.chaos.scene import Scene
from tests.chaos.statements import Stall
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import Letter
from tests.journeys.stages import closed
from workflows.rounds import ClosingSummaryWorkflow

pytestmark = [pytest.mark.servers, pytest.mark.journey]


async def _closed(scene: Scene) -> Told:
    told = await launched(scene.place, await assemble(scene.place))
    await closed(told)
    return told


async def _summarise(scene: Scene, told: Told) -> None:
    engine = scene.place.engine
    await engine.client.execute_workflow(
        ClosingSummaryWorkflow.run,
        told.cast.agency,
        id=f"summary-{uuid4()}",
        task_queue=engine.settings.task_queue,
    )


async def _go_on(scene: Scene, *told: Told) -> None:
    """The next summary and the next mail round, as their Schedules would start them."""
    for one in told:
        await _summarise(scene, one)
    await scene.place.mail_round()


def _summaries(scene: Scene, told: Told) -> list[Letter]:
    return [x for x in scene.letters(told.cast.email("supervisor")) if x.is_summary]


@pytest.mark.parametrize("committed", [False, True])
async def test_killed_while_the_summary_is_frozen(scene: Scene, committed: bool) -> None:
    told = await _closed(scene)
    words = (told.id, "insert into summarised")
    stall = scene.postgres.stall("COMMIT", *words, after=committed)
    lost = asyncio.create_task(_summarise(scene, told))
    await scene.all_reached([stall], 20)
    lost.cancel()
    await scene.kill_and_restart_worker()
    await _go_on(scene, told)
    [letter] = _summaries(scene, told)
    assert "Case plan development" in letter.documents[0]
    await _go_on(scene, told)
    assert len(_summaries(scene, told)) == 1


async def test_killed_while_summaries_are_sent(scene: Scene) -> None:
    accepted, one, other = [await _closed(scene) for _ in range(3)]
    points: list[asyncio.Event | Stall] = [
        scene.mail.fall_silent(accepted.cast.email("supervisor")),
        scene.postgres.stall("update mail set status"),
        scene.postgres.stall("COMMIT", "update mail set status", after=True),
    ]
    lost = [asyncio.create_task(_summarise(scene, x)) for x in (accepted, one, other)]
    await scene.all_reached(points, 20)
    await scene.kill_and_restart_worker()
    for task in lost:
        task.cancel()
    for _ in range(2):
        await _go_on(scene, accepted, one, other)
        found = [_summaries(scene, told) for told in (accepted, one, other)]
        assert [len({x.message_id for x in mails}) for mails in found] == [1, 1, 1]
        assert len(found[0]) == 2
        # One was accepted and not marked, one was marked: which is which is the worker's choice.
        assert sorted(map(len, found[1:])) == [1, 2]
