"""The worker killed at each step of recording a command: it is recorded, and once."""

import asyncio

import pytest

from domain.base.refusals import Refusal
from tests.chaos.scene import Scene
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.place import until

pytestmark = [pytest.mark.servers, pytest.mark.journey]

STEPS = {
    "before anything is read": ("open_stream", False),
    "before it is written": ("insert into event", False),
    "written, unheard": ("insert into event", True),
    "before the commit": ("COMMIT", False),
    "after the commit, unheard": ("COMMIT", True),
}


async def _recorded(told: Told, command_id: str) -> tuple[int, int]:
    rows = await told.place.sql(
        "select (select count(*) from event where command_id = $1) as events, "
        "(select count(*) from command where command_id = $1) as commands",
        command_id,
    )
    return rows[0]["events"], rows[0]["commands"]


async def test_killed_at_each_step_a_command_is_recorded_once(scene: Scene) -> None:
    cast = await assemble(scene.place)
    told = {step: await launched(scene.place, cast) for step in STEPS}
    stalls = {}
    for step, (at, after) in STEPS.items():
        words = (told[step].id, "insert into event") if at == "COMMIT" else (told[step].id,)
        stalls[step] = scene.postgres.stall(at, *words, after=after)
    acts = [
        asyncio.create_task(one.does("coach", "keep_journal", note=f"Of {step}", command_id=one.id))
        for step, one in told.items()
    ]
    await scene.all_reached(stalls.values(), 20)
    assert await _recorded(told["before the commit"], told["before the commit"].id) == (0, 0)
    assert await _recorded(
        told["after the commit, unheard"], told["after the commit, unheard"].id
    ) == (1, 1)
    await scene.kill_and_restart_worker()
    await asyncio.gather(*acts)
    for step, one in told.items():
        assert await _recorded(one, one.id) == (1, 1), step
        assert (await one.kinds()).count("journal_kept") == 1, step
        await one.does("coach", "keep_journal", note="It goes on")


async def test_committed_and_killed_before_temporal_heard_of_it(scene: Scene) -> None:
    told = await launched(scene.place, await assemble(scene.place))
    passed = scene.postgres.tell("COMMIT", told.id, "insert into event", then=scene.temporal.hold)
    act = asyncio.create_task(told.does("coach", "keep_journal", note="Once", command_id="held"))
    await scene.all_reached([passed], 20)

    async def committed() -> bool:
        return await _recorded(told, "held") == (1, 1)

    await until(committed, 10, "the commit")
    assert not act.done()
    await scene.kill_and_restart_worker()
    await act
    assert await _recorded(told, "held") == (1, 1)
    assert (await told.kinds()).count("journal_kept") == 1


async def test_the_same_id_with_another_body_is_refused_even_after_a_kill(scene: Scene) -> None:
    told = await launched(scene.place, await assemble(scene.place))
    made = await told.does("coach", "keep_journal", note="The first")
    await scene.kill_and_restart_worker()
    await told.does("coach", "keep_journal", note="The first", command_id=made)
    with pytest.raises(Refusal) as refused:
        await told.does("coach", "keep_journal", note="Another", command_id=made)
    assert refused.value.code == "command_id_reused"
    assert (await told.kinds()).count("journal_kept") == 1
