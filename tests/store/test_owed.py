"""What is owed is done once, stops by itself, and reaches people once a day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from activities.mail import MailKind
from domain.agency.agency import AgencySettings, SetUpAgency
from domain.engagement.duties.duty import ENGINE, Duty, How
from domain.engagement.views.papers import Digest
from tests.store.world import AGENCY, ENGAGEMENT, MARKER, World, id_of

pytestmark = pytest.mark.servers


@pytest.fixture
def duties(monkeypatch: pytest.MonkeyPatch) -> list[Duty]:
    """What the rules say is owed, for a test to fill and empty."""
    owed: list[Duty] = []
    monkeypatch.setattr("store.log.stream_kinds.duties", lambda _state, _agency: tuple(owed))
    return owed


def _duty(world: World, how: How, recipient: str, hours: float = 0, what: str = "x") -> Duty:
    return Duty(
        what=what,
        due=world.clock.now() + timedelta(hours=hours),
        recipient=recipient if recipient == ENGINE else id_of(recipient),
        how=how,
    )


async def test_one_digest_a_person_a_day_over_all_engagements(
    world: World, duties: list[Duty]
) -> None:
    duties.append(_duty(world, How.REMIND, "coach", what="reflection/cycle-1"))
    await world.record(world.launch())
    await world.record(world.launch("launch-2"), id_of("second"))
    [mail_id] = await world.store.mail_room.freeze_digests()
    mail = await world.store.mail_room.claim(mail_id, 60)
    assert mail is not None
    assert isinstance(mail.content, Digest)
    assert mail.kind is MailKind.DIGEST
    assert mail.address == f"{MARKER}-coach@example.org"
    assert mail.message_id == f"<{mail_id}@coaching.invalid>"
    assert {line.engagement_id for line in mail.content.lines} == {ENGAGEMENT, id_of("second")}
    assert {line.reference for line in mail.content.lines} == {ENGAGEMENT[:8], id_of("second")[:8]}

    duties.append(_duty(world, How.REMIND, "coach", what="next_step/1"))
    await world.record(world.note())
    assert await world.store.mail_room.freeze_digests() == []
    world.clock.forward(days=1)
    assert len(await world.store.mail_room.freeze_digests()) == 1


async def test_nobody_is_written_to_outside_working_hours(world: World, duties: list[Duty]) -> None:
    duties.append(_duty(world, How.REMIND, "coach"))
    await world.record(world.launch())
    world.clock.forward(hours=10)  # 20:00 in Los Angeles
    assert await world.store.mail_room.freeze_digests() == []
    world.clock.forward(days=3)  # Saturday
    assert await world.store.mail_room.freeze_digests() == []


async def test_a_reminder_stops_by_itself_when_the_thing_is_done(
    world: World, duties: list[Duty]
) -> None:
    duties.append(_duty(world, How.REMIND, "coach"))
    await world.record(world.launch())
    duties.clear()
    await world.record(world.note())
    assert await world.store.mail_room.freeze_digests() == []
    assert await world.store.reader.owed(ENGAGEMENT) == []


async def test_a_sent_mail_is_done_and_its_text_is_gone(world: World, duties: list[Duty]) -> None:
    duties.append(_duty(world, How.ESCALATE, "coordinator"))
    await world.record(world.launch())
    [mail_id] = await world.store.mail_room.freeze_digests()
    assert await world.store.mail_room.unsent(10) == [mail_id]
    await world.store.mail_room.mark_sent(mail_id)
    assert await world.store.mail_room.unsent(10) == []
    assert await world.store.mail_room.claim(mail_id, 60) is None
    [line] = await world.store.reader.owed(ENGAGEMENT)
    assert line.status == "done"
    [row] = await world.sql("select content from mail")
    assert row["content"] is None


async def test_a_bounce_is_listed_with_its_reason_sealed(world: World, duties: list[Duty]) -> None:
    duties.append(_duty(world, How.REMIND, "coach"))
    await world.record(world.launch())
    [mail_id] = await world.store.mail_room.freeze_digests()
    await world.store.mail_room.mark_refused(mail_id, f"550 {MARKER} unknown")
    [line] = await world.store.reader.mails(agency=AGENCY, status="refused")
    assert line.reason == f"550 {MARKER} unknown"
    assert MARKER.lower() not in (await world.dump()).lower()


async def test_mail_to_a_disposed_person_is_not_offered_for_ever(
    world: World, duties: list[Duty]
) -> None:
    duties.append(_duty(world, How.REMIND, "coach"))
    await world.record(world.launch())
    await world.store.mail_room.freeze_digests()
    await world.store.disposal.dispose_person(id_of("coach"), world.disposed)
    assert await world.store.mail_room.unsent(10) == []


async def test_the_engine_learns_when_it_next_owes_something(
    world: World, duties: list[Duty]
) -> None:
    duties.append(_duty(world, How.ACT, ENGINE, hours=2))
    duties.append(_duty(world, How.REMIND, "coach", hours=1))
    recorded = await world.record(world.launch())
    assert recorded.sleep_seconds == 7200
    owed = await world.store.engagements.owed(ENGAGEMENT)
    assert (owed.items, owed.sleep_seconds) == ([], 7200)


async def test_an_owed_act_is_performed_once_and_only_when_due(
    world: World, duties: list[Duty], monkeypatch: pytest.MonkeyPatch
) -> None:
    duties.append(_duty(world, How.ACT, ENGINE, hours=2))
    monkeypatch.setattr(
        "store.recording.engagement_log.command_for",
        lambda _state, _duty, _at, command_id: world.note(command_id),
    )
    launched = await world.record(world.launch())
    key = duties[0].key
    early = await world.store.engagements.perform(ENGAGEMENT, key)
    assert (early.version, early.sleep_seconds) == (launched.version, 7200)
    world.clock.forward(hours=3)
    [item] = (await world.store.engagements.owed(ENGAGEMENT)).items
    assert (item.key, item.how) == (key, "act")
    done = await world.store.engagements.perform(ENGAGEMENT, key)
    assert done.version == launched.version + 1
    assert done.sleep_seconds is None
    again = await world.store.engagements.perform(ENGAGEMENT, key)
    assert (again.version, again.repeated) == (done.version, True)
    assert (await world.store.engagements.owed(ENGAGEMENT)).items == []


async def test_a_delivery_with_nothing_to_record_is_noted_as_done(
    world: World, duties: list[Duty], monkeypatch: pytest.MonkeyPatch
) -> None:
    duties.append(_duty(world, How.DELIVER, ENGINE))
    monkeypatch.setattr("store.recording.engagement_log.command_for", lambda *_: None)
    launched = await world.record(world.launch())
    assert launched.sleep_seconds == 0
    done = await world.store.engagements.perform(ENGAGEMENT, duties[0].key)
    assert (done.version, done.sleep_seconds) == (launched.version, None)


async def test_the_sweeper_finds_what_is_late_and_not_what_is_done(
    world: World, duties: list[Duty], monkeypatch: pytest.MonkeyPatch
) -> None:
    duties.append(_duty(world, How.DELIVER, ENGINE))
    monkeypatch.setattr("store.recording.engagement_log.command_for", lambda *_: None)
    await world.record(world.launch())
    assert await world.store.engagements.overdue(60, 10) == []
    world.clock.forward(minutes=2)
    assert await world.store.engagements.overdue(60, 10) == [(ENGAGEMENT, AGENCY)]
    await world.store.engagements.perform(ENGAGEMENT, duties[0].key)
    assert await world.store.engagements.overdue(60, 10) == []
    assert await world.store.engagements.unfinished() == [(ENGAGEMENT, AGENCY)]


async def test_changed_settings_change_what_is_owed(world: World, duties: list[Duty]) -> None:
    await world.record(world.launch())
    duties.append(_duty(world, How.ACT, ENGINE, hours=5))
    command = SetUpAgency(
        command_id="agency-2",
        by=id_of("coordinator"),
        at=world.clock.now(),
        agency_id=AGENCY,
        settings=AgencySettings(
            name="County",
            time_zone="America/Los_Angeles",
            quiet_days=9,
            coordinators=(id_of("coordinator"),),
        ),
    )
    # As if the process had died between recording the settings and recomputing.
    await world.store.agencies.record(AGENCY, command)
    assert await world.store.engagements.catch_up_changed(60) == 1
    assert await world.store.engagements.catch_up_changed(60) == 0
    assert (await world.store.engagements.owed(ENGAGEMENT)).sleep_seconds == 5 * 3600
    assert (await world.store.record_agency(AGENCY, command)).repeated


async def test_whoever_changes_settings_does_not_wait_for_every_engagement(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        await world.record(world.launch(f"launch-{n}"), id_of(f"engagement {n}"))
    assert await world.store.engagements.catch_up(AGENCY) == 0
    settings = AgencySettings(
        name="County",
        time_zone="America/Los_Angeles",
        quiet_days=9,
        coordinators=(id_of("coordinator"),),
    )
    command = SetUpAgency(
        command_id="agency-2",
        by=id_of("coordinator"),
        at=world.clock.now(),
        agency_id=AGENCY,
        settings=settings,
    )
    monkeypatch.setattr("store.store._QUICK_SECONDS", 0.0)
    await world.store.record_agency(AGENCY, command)
    assert await world.store.engagements.catch_up_changed(0) == 0
    assert await world.store.engagements.catch_up_changed(60) == 3


async def test_a_duty_whose_date_moves_is_told_of_once(world: World, duties: list[Duty]) -> None:
    duties.append(_duty(world, How.REMIND, "coach"))
    await world.record(world.launch())
    assert len(await world.store.mail_room.freeze_digests()) == 1
    later = world.clock.now() + timedelta(hours=1)
    duties[0] = replace(duties[0], due=later)
    await world.record(world.note())
    world.clock.forward(days=1)
    assert await world.store.mail_room.freeze_digests() == []
    [line] = await world.store.reader.owed(ENGAGEMENT)
    assert (line.due, line.status) == (later, "in_mail")
