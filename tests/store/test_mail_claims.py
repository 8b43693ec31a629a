"""Any number of workers may send: each mail goes out once, and a sender's death only delays it."""

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage

import pytest
from temporalio.testing import ActivityEnvironment

from activities.ports import MailInHand
from activities.rounds import Mailing, Press, Sent
from domain.engagement.duties.duty import Duty, How
from store.keys.key_ring import KeyRing
from store.store import Store
from tests.store.world import RING_CHAIN, RING_MASTER, World, id_of
from tests.workflows.fake_mail import FakeFiling, message

pytestmark = pytest.mark.servers


class SlowPostman:
    """Takes its time; `fails` times it does not get through."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.fails = 0
        self.begun = asyncio.Event()

    async def send(self, message: EmailMessage) -> None:
        self.begun.set()
        await asyncio.sleep(0.2)
        if self.fails:
            self.fails -= 1
            raise ConnectionResetError
        self.sent.append(str(message["Message-ID"]))


@pytest.fixture
async def other_store(world: World) -> AsyncIterator[Store]:
    """The same database as another worker sees it."""
    store = await Store.connect(world.engine_dsn, KeyRing(RING_MASTER, RING_CHAIN), world.clock)
    yield store
    await store.close()


@pytest.fixture
async def mail_ids(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two mails, frozen."""
    due = world.clock.now()
    owed = [
        Duty(what="x", due=due, recipient=id_of(n), how=How.REMIND) for n in ("coach", "learner")
    ]
    monkeypatch.setattr("store.log.stream_kinds.duties", lambda _state, _agency: tuple(owed))
    await world.record(world.launch())
    return list(await world.store.mail_room.freeze_digests())


def _mailing(store: Store, postman: SlowPostman) -> Mailing:
    press = Press(lambda _: b"", message)
    return Mailing(store.mail_room, postman, FakeFiling(), press)


async def test_two_workers_that_send_the_same_mail_at_once_send_it_once(
    world: World, other_store: Store, mail_ids: list[str]
) -> None:
    postman = SlowPostman()
    senders = [_mailing(store, postman) for store in (world.store, other_store, world.store)]
    outcomes = await asyncio.gather(
        *(sender.send_mail(mail_ids[0]) for sender in senders), return_exceptions=True
    )
    assert len(postman.sent) == 1
    assert [type(one) for one in outcomes].count(MailInHand) == 2
    await senders[1].send_mail(mail_ids[0])
    assert len(postman.sent) == 1


async def test_two_rounds_at_once_share_what_waits(
    world: World, other_store: Store, mail_ids: list[str]
) -> None:
    postman = SlowPostman()
    rounds = [_mailing(store, postman) for store in (world.store, other_store)]
    done: list[Sent] = await asyncio.gather(
        *(ActivityEnvironment().run(one.send_waiting) for one in rounds)
    )
    assert len(postman.sent) == len(set(postman.sent)) == len(mail_ids) == 2
    assert sum(one.sent for one in done) == 2
    assert await world.store.mail_room.unsent(10) == []


async def test_a_mail_that_did_not_get_through_may_be_tried_again_at_once(
    world: World, other_store: Store, mail_ids: list[str]
) -> None:
    postman = SlowPostman()
    postman.fails = 1
    with pytest.raises(ConnectionResetError):
        await _mailing(world.store, postman).send_mail(mail_ids[0])
    await _mailing(other_store, postman).send_mail(mail_ids[0])
    assert len(postman.sent) == 1


async def test_a_sender_that_is_told_to_stop_lets_go_of_its_mail(
    world: World, other_store: Store, mail_ids: list[str]
) -> None:
    postman = SlowPostman()
    sending = asyncio.create_task(_mailing(world.store, postman).send_mail(mail_ids[0]))
    await postman.begun.wait()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert await other_store.mail_room.claim(mail_ids[0], 60) is not None


async def test_a_sender_that_died_only_delays_its_mail(
    world: World, other_store: Store, mail_ids: list[str]
) -> None:
    assert await world.store.mail_room.claim(mail_ids[0], 0.3) is not None
    assert await world.store.mail_room.unsent(10) == mail_ids[1:]
    with pytest.raises(MailInHand):
        await other_store.mail_room.claim(mail_ids[0], 60)
    async with asyncio.timeout(5):
        while mail_ids[0] not in await other_store.mail_room.unsent(10):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert await other_store.mail_room.claim(mail_ids[0], 60) is not None
    # The dead one, should it come back, lets go of nothing that is another's by now.
    await world.store.mail_room.release(mail_ids[0])
    with pytest.raises(MailInHand):
        await world.store.mail_room.claim(mail_ids[0], 60)
