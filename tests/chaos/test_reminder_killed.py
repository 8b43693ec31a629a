"""The worker killed at each step of a reminder: it comes, at most twice, and then the same."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from activities.mail import MailKind
from store.mail.mail_repository import mail_id_of
from tests.chaos.scene import Scene
from tests.chaos.statements import Stall
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import copies
from tests.journeys.place import until

pytestmark = [pytest.mark.servers, pytest.mark.journey]


async def _due(scene: Scene) -> Told:
    """An engagement whose learner is to be reminded of a session now."""
    told = await launched(scene.place, await assemble(scene.place))
    await _session_soon(told)
    return told


async def _session_soon(told: Told) -> None:
    soon = told.place.engine.clock.now() + timedelta(hours=12)
    await told.does("coach", "schedule_session", starts=soon)


def _mail(told: Told) -> str:
    today = told.place.engine.clock.now().date().isoformat()
    return mail_id_of(MailKind.DIGEST, told.cast["learner"], today)


async def _came(scene: Scene, told: Told, times: int) -> None:
    found = copies(scene.letters(told.cast.email("learner")))
    assert list(found.values()) == [times]
    assert UUID(next(iter(found))[1:37]) == UUID(_mail(told))
    lines = [
        line
        for line in await scene.place.store.reader.owed(told.id)
        if line.recipient == told.cast["learner"] and line.what.startswith("session/")
    ]
    assert [line.status for line in lines] == ["done"]


@pytest.mark.parametrize("committed", [False, True])
async def test_killed_while_the_digest_is_frozen(scene: Scene, committed: bool) -> None:
    told = await _due(scene)
    # By the mail's own id: the coach's digest names the learner too.
    stall = scene.postgres.stall("COMMIT", _mail(told), "insert into mail", after=committed)
    lost = asyncio.create_task(scene.place.mail_round())
    await scene.all_reached([stall], 20)
    lost.cancel()

    async def as_it_should_be() -> bool:
        rows = await scene.place.sql("select status from mail where mail_id = $1", _mail(told))
        found = [row["status"] for row in rows]
        # A round that an earlier test lost is retried when it likes, and sends what it finds.
        return found in (["frozen"], ["sent"]) if committed else found == []

    # The proxy tells of a COMMIT as it passes it on, so that it may not be done yet.
    await until(as_it_should_be, 10, "the digest frozen, or not, as the COMMIT was")
    await scene.kill_and_restart_worker()
    await scene.place.mail_round()
    await _came(scene, told, 1)
    await scene.place.mail_round()
    await _came(scene, told, 1)


async def test_killed_while_digests_are_sent(scene: Scene) -> None:
    accepted, answered, marked = [
        await launched(scene.place, await assemble(scene.place)) for _ in range(3)
    ]
    # Armed before anything is due: a round that an earlier test lost is retried when it likes.
    points: list[asyncio.Event | Stall] = [
        scene.mail.fall_silent(accepted.cast.email("learner")),
        scene.postgres.stall("update mail set status", _mail(answered)),
        scene.postgres.stall("COMMIT", _mail(marked), "update mail set status", after=True),
    ]
    for told in (accepted, answered, marked):
        await _session_soon(told)
    lost = asyncio.create_task(scene.place.mail_round())
    await scene.all_reached(points, 20)
    lost.cancel()
    await scene.kill_and_restart_worker()
    await scene.place.mail_round()
    await _came(scene, accepted, 2)
    await _came(scene, answered, 2)
    await _came(scene, marked, 1)
    await scene.place.mail_round()
    await _came(scene, accepted, 2)
