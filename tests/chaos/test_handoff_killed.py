"""The worker killed at each step of a handoff: it arrives, and is recorded as delivered once."""

import asyncio

import pytest

from activities.mail import MailKind
from domain.engagement.closings import handoff_of
from store.mail.mail_repository import mail_id_of
from tests.chaos.scene import Scene
from tests.chaos.statements import Stall
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import copies
from tests.journeys.stages import close

pytestmark = [pytest.mark.servers, pytest.mark.journey]

COPIES = {
    "before it was frozen": 1,
    "frozen, unheard": 1,
    "accepted by the mail server, unacknowledged": 2,
    "acknowledged, not marked": 2,
    "marked, unheard": 1,
    "before it was recorded as delivered": 1,
    "recorded as delivered, unheard": 1,
}
"""Where the worker dies, and how often the supervisor's mail then comes at the very most."""


@pytest.mark.long
async def test_killed_at_each_step_a_handoff_arrives(scene: Scene) -> None:
    told = {}
    for step in COPIES:
        told[step] = await launched(scene.place, await assemble(scene.place))
        await close(told[step])
    points = [await _armed(scene, step, one) for step, one in told.items()]
    seen = asyncio.gather(*(one.does("learner", "see_handoff", version=1) for one in told.values()))
    await scene.all_reached(points, 30)
    await scene.kill_and_restart_worker()
    await seen
    # Temporal gives an activity that sends a mail a minute before it has it done again.
    await asyncio.gather(*(one.came_to("handoff_delivered", 120) for one in told.values()))

    for step, one in told.items():
        assert (await one.kinds()).count("handoff_delivered") == 1, step
        supervisor = copies(scene.letters(one.cast.email("supervisor")))
        learner = copies(scene.letters(one.cast.email("learner")))
        assert list(supervisor.values()) == [COPIES[step]], step
        assert list(learner.values()) == [1], step
        await one.does("coach", "advance_stage")
        await one.does("supervisor", "acknowledge_handoff", version=1)
    folder = scene.place.engine.settings.documents
    assert all(len([*folder.glob(f"handoff-{one.id}-*.pdf")]) == 1 for one in told.values())


async def _armed(scene: Scene, step: str, told: Told) -> Stall | asyncio.Event:
    stall = scene.postgres.stall
    handoff = handoff_of(await told.state(), told.cast["learner"])
    assert handoff is not None
    mail = mail_id_of(MailKind.HANDOFF, told.cast["supervisor"], handoff.entry_id)
    match step:
        case "before it was frozen":
            return stall("COMMIT", told.id, "insert into mail")
        case "frozen, unheard":
            return stall("COMMIT", told.id, "insert into mail", after=True)
        case "accepted by the mail server, unacknowledged":
            return scene.mail.fall_silent(told.cast.email("supervisor"))
        case "acknowledged, not marked":
            return stall("update mail set status", mail)
        case "marked, unheard":
            return stall("COMMIT", mail, "update mail set status", after=True)
        case "before it was recorded as delivered":
            return stall("COMMIT", told.id, "handoff_delivered")
        case _:
            return stall("COMMIT", told.id, "handoff_delivered", after=True)
