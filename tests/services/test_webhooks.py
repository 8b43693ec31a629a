"""Other systems are told of facts, in the order of the log, and lose none of them."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from activities import telling
from activities.courier import HttpCourier
from activities.telling import Telling, Told
from domain.base.roles import Role
from domain.engagement.views.told import told_kinds
from domain.person.person import Person
from services.outside import webhooks
from services.troubles import BadUsage
from store.outside.webhook_rows import WebhookRow
from tests.journeys import cast as casting
from tests.journeys.cast import Cast
from tests.journeys.cast import Told as Engagement
from tests.journeys.place import Place, opened_place, until
from tests.services.receiving import Receiver, listening
from workers.clock import wall_time
from workflows.naming import WEBHOOK_ROUND
from workflows.rounds import WebhookRoundWorkflow

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    """A running place whose rounds the tests run themselves."""
    async with opened_place(tmp_path_factory.mktemp("telling") / "data") as opened:
        await opened.engine.client.get_schedule_handle(WEBHOOK_ROUND).pause()
        yield opened


class Scene:
    """An agency whose system is told of its one engagement."""

    def __init__(self, place: Place, cast: Cast, me: Person, receiver: Receiver) -> None:
        self.place, self.cast, self.me, self.receiver = place, cast, me, receiver
        self.webhook_id = ""

    async def made(self) -> None:
        new = await webhooks.make_webhook(
            self.place.engine, self.me, self.receiver.address, loopback=True
        )
        self.receiver.secret, self.webhook_id = new.secret, new.row.webhook_id

    async def row(self) -> WebhookRow:
        [row] = await webhooks.webhooks_of(self.place.engine, self.me)
        return row

    async def round(self) -> Told:
        """A round in this process."""
        courier = HttpCourier(wall_time, loopback=True)
        return await Telling(self.place.store.fact_room, courier).round(lambda: None)

    async def told(self) -> list[str]:
        """What the coordinator may know happened, and so what is told."""
        rows = await self.place.store.reader.overviews(agency=self.cast.agency)
        [engagement] = [row.engagement_id for row in rows]
        lines = await self.place.store.reader.timeline(engagement, (Role.COORDINATOR,))
        return [line.kind for line in lines if line.kind in told_kinds()]

    async def launched(self) -> Engagement:
        """An engagement with acts that are told and one that is nobody's to know."""
        told = await casting.launched(self.place, self.cast)
        await told.does("coach", "look_at_readiness", note="Ready to begin")
        await told.does("coach", "keep_journal", note="A thought of my own")
        await told.does("coach", "state_expertise", statement="Ten years")
        return told

    async def sql(self, statement: str) -> None:
        await self.place.sql(
            f"update webhook set {statement} where webhook_id = $1", self.webhook_id
        )


@pytest.fixture
async def scene(place: Place) -> AsyncIterator[Scene]:
    """With a receiver at work."""
    cast = await casting.assemble(place)
    me = (await place.store.reader.people([cast["coordinator"]]))[cast["coordinator"]]
    async with listening(Receiver()) as receiver:
        one = Scene(place, cast, me, receiver)
        await one.made()
        yield one
        await webhooks.remove_webhook(place.engine, me, one.webhook_id)


async def test_facts_are_told_in_order_and_nothing_else_is(scene: Scene) -> None:
    told = await scene.launched()
    answer = await scene.place.engine.client.execute_workflow(
        WebhookRoundWorkflow.run, id="round-1", task_queue=scene.place.engine.task_queue
    )
    assert answer.failing == 0
    assert scene.receiver.kinds == await scene.told()
    assert "readiness_looked_at" in scene.receiver.kinds
    assert "journal_kept" not in scene.receiver.kinds
    names = await scene.place.store.reader.people(scene.cast.ids.values())
    secrets = [person.name for person in names.values()] + list(scene.cast.ids.values())
    said = "".join(scene.receiver.raw)
    for secret in (*secrets, "Ready to begin", "Case plan", "A thought"):
        assert secret not in said
    assert {one["data"]["engagement_id"] for one in scene.receiver.got} == {told.id}
    assert set(scene.receiver.got[0]["data"]) == {"engagement_id", "kind", "at", "stage"}
    assert (await scene.round()).delivered == 0, "what was told is not told again"


async def test_another_agencys_facts_are_not_told(scene: Scene) -> None:
    other = await casting.assemble(scene.place)
    await casting.launched(scene.place, other)
    await scene.round()
    assert scene.receiver.got == []


async def test_a_failure_is_recorded_and_what_follows_waits_for_it(scene: Scene) -> None:
    await scene.launched()
    scene.receiver.status = 503
    assert (await scene.round()).failing == 1
    row = await scene.row()
    assert row.failing_since is not None
    assert row.next_attempt_at is not None
    assert row.next_attempt_at > scene.place.engine.clock.now()
    [record] = await webhooks.deliveries_of(scene.place.engine, scene.me, scene.webhook_id, 10)
    assert (record.status, record.answer, record.attempts) == ("failing", "503", 1)
    assert await scene.round() == Told(), "it is not tried again before its pause is over"
    scene.receiver.status = 204
    await scene.sql("next_attempt_at = null")
    await scene.round()
    assert scene.receiver.kinds == await scene.told()
    assert scene.receiver.tried[0] == scene.receiver.tried[1], "the same message, the same id"
    records = await webhooks.deliveries_of(scene.place.engine, scene.me, scene.webhook_id, 100)
    assert {one.status for one in records} == {"delivered"}
    assert len(records) == len(await scene.told())
    assert (await scene.row()).failing_since is None


async def test_pauses_grow(scene: Scene) -> None:
    await scene.launched()
    scene.receiver.status = 500
    pauses = []
    for _ in range(4):
        before = scene.place.engine.clock.now()
        await scene.round()
        next_attempt = (await scene.row()).next_attempt_at
        assert next_attempt is not None
        pauses.append(next_attempt - before)
        await scene.sql("next_attempt_at = null")
    assert pauses == sorted(pauses)
    assert pauses[-1] > 10 * pauses[0]


async def test_a_slow_receiver_holds_up_no_other(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "DELIVER_SECONDS", 0.5)
    await scene.launched()
    scene.receiver.open.clear()
    async with listening(Receiver()) as other:
        new = await webhooks.make_webhook(
            scene.place.engine, scene.me, other.address, loopback=True
        )
        other.secret = new.secret
        told = await scene.place.store.reader.overviews(agency=scene.cast.agency)
        act = Engagement(scene.place, scene.cast, told[0].engagement_id)
        await act.does("coach", "look_at_readiness", note="Again")
        assert (await scene.round()).failing == 1
        assert other.kinds == ["readiness_looked_at"]
        scene.receiver.open.set()
        await webhooks.remove_webhook(scene.place.engine, scene.me, new.row.webhook_id)
    [record] = await webhooks.deliveries_of(scene.place.engine, scene.me, scene.webhook_id, 10)
    assert record.answer == "TimeoutError"


async def test_a_receiver_that_was_killed_gets_all_on_its_return(place: Place) -> None:
    cast = await casting.assemble(place)
    me = (await place.store.reader.people([cast["coordinator"]]))[cast["coordinator"]]
    receiver = Receiver()
    async with listening(receiver):
        scene = Scene(place, cast, me, receiver)
        await scene.made()
    await scene.launched()
    assert (await scene.round()).failing == 1
    await scene.sql("next_attempt_at = null")
    async with listening(receiver, urlsplit(receiver.address).port or 0):
        await scene.round()
    assert receiver.kinds == await scene.told()
    await webhooks.remove_webhook(place.engine, me, scene.webhook_id)


async def test_a_worker_killed_in_the_middle_loses_nothing(scene: Scene) -> None:
    told = await scene.launched()
    place, receiver = scene.place, scene.receiver
    receiver.open.clear()
    handle = await place.engine.client.start_workflow(
        WebhookRoundWorkflow.run, id="round-killed", task_queue=place.engine.task_queue
    )

    async def come() -> bool:
        return bool(receiver.tried)

    await until(come, 30, "the first message")
    await place.kill_worker()
    await handle.terminate()
    receiver.open.set()
    await place.start_worker()
    await told.does("coach", "look_at_readiness", note="Later")
    assert (await scene.round()).delivered == 0, "the one that was killed still holds it"
    await scene.sql("claimed_until = clock_timestamp()")
    await scene.round()
    unique = list(dict.fromkeys(receiver.tried))
    assert len(unique) == len(await scene.told()), "all of them, each under one id"
    assert receiver.kinds[-len(unique) :] == await scene.told(), "in the order of the log"


async def test_after_days_of_failing_it_is_disabled_and_the_coordinator_sees_it(
    scene: Scene,
) -> None:
    await scene.launched()
    scene.receiver.status = 500
    await scene.round()
    assert (await scene.row()).disabled_at is None
    await scene.sql("failing_since = failing_since - interval '5 days', next_attempt_at = null")
    await scene.round()
    assert (await scene.row()).disabled_at is not None
    scene.receiver.status = 204
    await scene.sql("next_attempt_at = null")
    assert await scene.round() == Told()
    await webhooks.resume_webhook(scene.place.engine, scene.me, scene.webhook_id)
    await scene.round()
    assert scene.receiver.kinds == await scene.told(), "what it missed is sent"


async def test_a_receiver_that_wants_no_more_is_sent_no_more(scene: Scene) -> None:
    await scene.launched()
    scene.receiver.status = 410
    await scene.round()
    assert (await scene.row()).disabled_at is not None


async def test_secrets_are_sealed_and_addresses_are_looked_at(scene: Scene) -> None:
    rows = await scene.place.sql("select w::text as row from webhook w")
    assert scene.receiver.secret not in str(rows)
    assert scene.receiver.secret.removeprefix("whsec_") not in str(rows)
    for url in ("http://payroll.example/", "https://10.0.0.1/", "https://169.254.169.254/"):
        with pytest.raises(BadUsage):
            await webhooks.make_webhook(scene.place.engine, scene.me, url, loopback=True)
    with pytest.raises(BadUsage):
        await webhooks.make_webhook(
            scene.place.engine, scene.me, scene.receiver.address, loopback=False
        )


async def test_two_rounds_at_once_tell_each_fact_once(scene: Scene) -> None:
    await scene.launched()
    await asyncio.gather(scene.round(), scene.round())
    assert scene.receiver.kinds == await scene.told()
    assert len(scene.receiver.tried) == len(set(scene.receiver.tried))
