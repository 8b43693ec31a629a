"""Workers killed at chance moments while people act and mails go out: the log has it all, once."""

import asyncio
import random
from collections import Counter
from datetime import timedelta

import pytest

from tests.chaos.scene import Scene
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import copies, letters
from tests.journeys.stages import close

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]

ENGAGEMENTS = 4
ACTS = 25
KILLS = 4


async def _busy(told: Told) -> list[str]:
    """One engagement's people at work, repeating whatever they get no answer to."""
    made = []
    soon = told.place.engine.clock.now() + timedelta(hours=12)
    made.append(await told.does("coach", "schedule_session", starts=soon))
    for n in range(ACTS):
        by = ("coach", "learner")[n % 2]
        note = f"Readiness, looked at {n}"
        made.append(await told.does(by, "look_at_readiness", note=note))
        await asyncio.sleep(0.15)
    await close(told)
    made.append(await told.does("learner", "see_handoff", version=1))
    return made


async def _rounds(scene: Scene) -> None:
    while True:
        task = asyncio.create_task(scene.place.mail_round())
        # A round whose worker died is not waited for: the next one goes on with what waits.
        await asyncio.wait({task}, timeout=3)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.sleep(0.2)


@pytest.mark.parametrize("seed", [1])
async def test_killed_at_chance_moments(scene: Scene, seed: int) -> None:
    chance = random.Random(seed)
    told = [await launched(scene.place, await assemble(scene.place)) for _ in range(ENGAGEMENTS)]
    people = [asyncio.create_task(_busy(one)) for one in told]
    rounds = asyncio.create_task(_rounds(scene))
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.2, 2.5))
        await scene.kill_and_restart_worker()
    made = await asyncio.gather(*people)
    await asyncio.gather(*(one.came_to("handoff_delivered", 120) for one in told))
    await scene.place.mail_round()
    rounds.cancel()
    await asyncio.gather(rounds, return_exceptions=True)

    for one, ids in zip(told, made, strict=True):
        rows = await scene.place.sql(
            "select version, command_id, kind from event where stream_id = $1 order by version",
            one.id,
        )
        assert [row["version"] for row in rows] == list(range(1, len(rows) + 1))
        counted = Counter(row["command_id"] for row in rows)
        assert {counted[command_id] for command_id in ids} == {1}
        assert [row["kind"] for row in rows].count("handoff_delivered") == 1
    await _mails_are_well(scene, told)
    assert (await scene.place.store.verifier.verify()).intact
    assert [x for x in await scene.place.store.rebuilder.rebuild() if x.differed] == []


async def _mails_are_well(scene: Scene, told: list[Told]) -> None:
    addresses = {one.cast.email(role) for one in told for role in one.cast.ids}
    found = [x for x in letters(scene.mail.folder) if x.to in addresses]
    assert max(copies(found).values()) <= 2
    raw = Counter((x.message_id, x.raw) for x in found)
    assert len(raw) == len(copies(found)), "a mail sent again is the same, byte for byte"
    for one in told:
        assert [x for x in found if x.to == one.cast.email("coach") and x.is_digest]
        for role in ("supervisor", "learner"):
            to = one.cast.email(role)
            assert len({x.message_id for x in found if x.to == to and not x.is_digest}) == 1
