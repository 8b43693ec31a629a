"""One's own calendar: when, never what; by an address that can be taken back."""

from datetime import timedelta

import pytest

from domain.engagement.topics.session_outcomes import CancelSession
from domain.engagement.topics.sessions import ScheduleSession
from domain.person.person import Person
from services.connections import Engine
from services.own.calendar_feed import address_since, calendar_at, open_address, revoke_address
from services.troubles import NotFound
from tests.store.world import ENGAGEMENT, MARKER, World, id_of

pytestmark = pytest.mark.servers


async def _person(world: World, name: str) -> Person:
    return (await world.store.reader.people([id_of(name)]))[id_of(name)]


async def _plan(world: World, command_id: str, days: int) -> None:
    head = {"by": id_of("coach"), "at": world.clock.now()}
    await world.record(
        ScheduleSession(
            command_id=command_id,
            starts=world.clock.now() + timedelta(days=days),
            minutes=45,
            where=f"{MARKER} room",
            **head,
        )
    )


async def _read(engine: Engine, token: str) -> list[dict[str, str]]:
    """The lines of each meeting, by name."""
    text = (await calendar_at(engine, token)).decode().replace("\r\n", "\n")
    found = []
    for part in text.split("BEGIN:VEVENT\n")[1:]:
        lines = part.partition("END:VEVENT")[0].splitlines()
        named = (line.partition(":") for line in lines)
        found.append({name.partition(";")[0]: value for name, _, value in named})
    return found


@pytest.fixture
async def planned(world: World) -> World:
    """Two sessions ahead, of which the second is in summer time."""
    await world.record(world.launch())
    await _plan(world, "session-1", 2)
    await _plan(world, "session-2", 30)
    return world


async def test_it_says_when_in_ones_own_zone_and_nothing_else(
    planned: World, engine: Engine
) -> None:
    for name in ("learner", "coach"):
        token = await open_address(engine, await _person(planned, name))
        text = (await calendar_at(engine, token)).decode()
        events = await _read(engine, token)
        assert [event["SUMMARY"] for event in events] == ["Meeting", "Meeting"]
        assert [event["DTSTART"] for event in events] == ["20260306T100000", "20260403T110000"]
        assert "BEGIN:VTIMEZONE" in text
        assert "America/Los_Angeles" in text
        for word in (MARKER, "coach", "County", ENGAGEMENT, id_of(name), "session", "@"):
            assert word.casefold() not in text.casefold(), word


async def test_a_meeting_keeps_its_name_and_says_when_it_is_cancelled(
    planned: World, engine: Engine
) -> None:
    token = await open_address(engine, await _person(planned, "learner"))
    before = await _read(engine, token)
    cancel = CancelSession(
        command_id="cancel-1",
        by=id_of("coach"),
        at=planned.clock.now(),
        session="session-1",
        reason=f"{MARKER} ill",
    )
    await planned.record(cancel)
    after = await _read(engine, token)
    assert [event["UID"] for event in after] == [event["UID"] for event in before]
    assert [event["STATUS"] for event in after] == ["CANCELLED", "CONFIRMED"]
    coach = await _read(engine, await open_address(engine, await _person(planned, "coach")))
    assert not {event["UID"] for event in coach} & {event["UID"] for event in after}


async def test_who_does_not_meet_has_an_empty_calendar(planned: World, engine: Engine) -> None:
    for name in ("supervisor", "coordinator", "other_coach"):
        assert await _read(engine, await open_address(engine, await _person(planned, name))) == []


async def test_the_address_is_kept_nowhere_and_can_be_taken_back(
    planned: World, engine: Engine
) -> None:
    learner = await _person(planned, "learner")
    assert await address_since(engine, learner) is None
    first = await open_address(engine, learner)
    assert first not in await planned.dump()
    second = await open_address(engine, learner)
    assert await address_since(engine, learner) == planned.clock.now()
    await _read(engine, second)
    await revoke_address(engine, learner)
    for gone in (first, second, "", "x" * 200, "é"):
        with pytest.raises(NotFound):
            await calendar_at(engine, gone)


async def test_a_disposed_person_has_no_address(planned: World, engine: Engine) -> None:
    token = await open_address(engine, await _person(planned, "learner"))
    await planned.store.disposal.dispose_person(id_of("learner"), planned.disposed)
    with pytest.raises(NotFound):
        await calendar_at(engine, token)
