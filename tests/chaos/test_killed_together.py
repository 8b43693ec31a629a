"""Worker, Temporal and client killed together right after a commit: nobody knows but the log."""

import asyncio
import signal

import pytest

from tests.chaos.scene import Scene
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import copies
from tests.journeys.stages import close
from tests.journeys.terminal import begun
from workflows.naming import SWEEPER

pytestmark = [pytest.mark.servers, pytest.mark.journey]


@pytest.mark.long
async def test_the_sweeper_picks_up_what_was_owed(scene: Scene) -> None:
    told = await launched(scene.place, await assemble(scene.place))
    await close(told)
    stall = scene.postgres.stall("COMMIT", told.id, "handoff_seen", after=True)
    by = ("--by", told.cast.email("learner"))
    data = str(scene.place.stack.folder.path)
    client = await begun(
        "do", told.id, "see_handoff", "version=1", *by, variables={"COACHING_DATA_DIR": data}
    )
    await scene.all_reached([stall], 30)

    client.send_signal(signal.SIGKILL)
    await scene.place.kill_temporal()
    await scene.kill_worker()
    await client.communicate()
    assert (await told.kinds())[-1] == "handoff_seen", "it was committed"
    await scene.place.restart_temporal()
    await scene.place.start_worker()

    await _sweep_until_delivered(scene, told)
    assert (await told.kinds()).count("handoff_delivered") == 1
    for role in ("supervisor", "learner"):
        assert list(copies(scene.letters(told.cast.email(role))).values()) == [1]
    # The client's own repetition, much later, is told what happened first.
    again = await scene.place.coaching("do", told.id, "see_handoff", "version=1", *by, "--json")
    assert again.code == 0
    assert (await told.kinds()).count("handoff_seen") == 1


async def _sweep_until_delivered(scene: Scene, told: Told) -> None:
    """The sweeper leaves an engagement a minute to help itself; its Schedule rings each minute."""
    schedule = scene.place.engine.client.get_schedule_handle(SWEEPER)

    async def ring() -> None:
        while True:
            await asyncio.sleep(2)
            await schedule.trigger()

    ringing = asyncio.create_task(ring())
    try:
        await told.came_to("handoff_delivered", 150)
    finally:
        ringing.cancel()
        await asyncio.gather(ringing, return_exceptions=True)
