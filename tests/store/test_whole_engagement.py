"""A whole engagement through the store: sealed throughout, handed over once, rebuilt equal."""

from collections.abc import Iterator
from typing import Any

import pytest

from activities.mail import MailKind
from domain.agency.agency import TOPICS, SetUpAgency, SignAgencyAgreement
from domain.base.confidential import Confidential, dump
from domain.engagement import snapshot
from domain.engagement.commands import AnyCommand
from domain.engagement.decide import decide
from domain.engagement.duties.duty import ENGINE
from domain.engagement.records.closing import Handoff as HandoffRecord
from domain.engagement.records.setting_up import Goal
from domain.engagement.state import Engagement
from domain.engagement.views.papers import ClosingSummary, Handoff
from domain.person.person import RegisterPerson
from tests.domain import given
from tests.store.world import ENGAGEMENT, World

pytestmark = pytest.mark.servers


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> list[AnyCommand]:
    """Every command of an engagement from launch to closing, in order."""
    said: list[AnyCommand] = []

    def listen(engagement_id: str, state: Any, command: AnyCommand, agency: Any) -> Any:
        said.append(command)
        return decide(engagement_id, state, command, agency)

    monkeypatch.setattr(given, "decide", listen)
    given.closed()
    return said


@pytest.fixture
async def closed(world: World, story: list[AnyCommand]) -> World:
    """The story as recorded; the engine's own acts are performed as owed, not told."""
    world.clock.at = given.START
    await _introduce(world)
    for command in story:
        world.clock.at = command.at
        if command.by != ENGINE:
            await world.record(command)
            continue
        for item in (await world.store.engagements.owed(ENGAGEMENT)).items:
            if item.how == "deliver":
                await world.store.mail_room.freeze_handoff(ENGAGEMENT, item.key)
            await world.store.engagements.perform(ENGAGEMENT, item.key)
    return world


async def _introduce(world: World) -> None:
    head = {"by": given.COORDINATOR, "at": world.clock.now(), "agency_id": "agency-1"}
    settings = given.AGENCY.settings
    await world.store.record_agency(
        "agency-1", SetUpAgency.model_validate({**head, "command_id": "a1", "settings": settings})
    )
    topics = dict.fromkeys(TOPICS, "as agreed")
    signing = {**head, "by": "leader-1", "command_id": "a2", "topics": topics}
    await world.store.record_agency("agency-1", SignAgencyAgreement.model_validate(signing))
    for person in (given.LEARNER, given.COACH, given.SUPERVISOR, given.COORDINATOR):
        about = {"person_id": person, "name": f"Name of {person}", "email": f"{person}@example.org"}
        command = {**head, **about, "command_id": f"r-{person}", "time_zone": "America/Los_Angeles"}
        await world.store.people.record(person, RegisterPerson.model_validate(command))


async def _state(world: World) -> Engagement:
    state = await world.store.reader.state(ENGAGEMENT)
    assert state is not None
    return state


async def _confidential_texts(world: World) -> set[str]:
    found: set[str] = set()

    def collect(value: Any, _mark: Confidential) -> None:
        found.update(_strings(value))

    for _, event in await world.store.reader.events(ENGAGEMENT):
        dump(event, collect)
    # Short ones and numbers as text would be found by chance; keys are no texts.
    return {text for text in found if " " in text and len(text) > 10}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


async def test_no_text_of_a_whole_engagement_lies_open(closed: World) -> None:
    texts = await _confidential_texts(closed)
    assert len(texts) > 15
    rows = await closed.dump()
    assert [text for text in sorted(texts) if text in rows] == []
    assert [text for text in sorted(texts) if text.encode().hex() in rows] == []
    assert "Name of" not in rows
    assert "@example.org" not in rows.replace("MARKER", "")


async def test_the_store_comes_to_the_state_the_rules_come_to(closed: World) -> None:
    told = given.closed().engagement
    kept = await _state(closed)
    assert (kept.status, kept.stage) == (told.status, told.stage)
    assert kept.every(Goal) == told.every(Goal)
    assert [h.version for h in kept.every(HandoffRecord)] == [1]
    assert kept.closing.follow_ups == told.closing.follow_ups


async def test_rebuilt_it_is_equal(closed: World) -> None:
    before = await _state(closed)
    assert [r for r in await closed.store.rebuilder.rebuild() if r.differed] == []
    assert await _state(closed) == before
    assert (await closed.store.verifier.verify()).intact


async def test_the_handoff_goes_once_to_supervisor_and_learner(closed: World) -> None:
    room = closed.store.mail_room
    ids = await room.unsent(10)
    mails = [await room.claim(mail_id, 60) for mail_id in ids]
    handoffs = [mail for mail in mails if mail and mail.kind is MailKind.HANDOFF]
    assert {mail.recipient for mail in handoffs} == {given.SUPERVISOR, given.LEARNER}
    assert all(isinstance(mail.content, Handoff) for mail in handoffs)
    for mail in handoffs:
        await room.mark_sent(mail.mail_id)
    assert await room.freeze_handoff(ENGAGEMENT, await _delivery(closed)) == []


async def _delivery(world: World) -> str:
    """The key of the duty that brought the handoff to people."""
    [handoff] = (await _state(world)).every(HandoffRecord)
    return f"handoff/{handoff.entry_id}|engine|deliver"


async def test_a_closing_summary_tells_of_each_closed_engagement_once(closed: World) -> None:
    room = closed.store.mail_room
    [mail_id] = await room.freeze_summaries("agency-1")
    mail = await room.claim(mail_id, 60)
    assert mail is not None
    assert isinstance(mail.content, ClosingSummary)
    assert mail.recipient == given.SUPERVISOR
    assert [line.engagement_id for line in mail.content.lines] == [ENGAGEMENT]
    closed.clock.forward(days=7)
    assert await room.freeze_summaries("agency-1") == []


async def test_disposed_of_it_can_still_be_read_rebuilt_and_verified(closed: World) -> None:
    texts = await _confidential_texts(closed)
    await closed.store.disposal.dispose_engagement(ENGAGEMENT, closed.disposed)
    state, events = await _state(closed), await closed.store.reader.events(ENGAGEMENT)
    left = snapshot.dump(state).decode() + "".join(event.model_dump_json() for _, event in events)
    assert [text for text in sorted(texts) if text in left] == []
    assert [r for r in await closed.store.rebuilder.rebuild() if r.differed] == []
    assert (await closed.store.verifier.verify()).intact
    delivery = await _delivery(closed)
    assert await closed.store.mail_room.freeze_handoff(ENGAGEMENT, delivery) == []
