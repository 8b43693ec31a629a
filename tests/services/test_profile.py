"""One's own page: one's own hours are kept to, and what others see of one is what they do see."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from domain.agency.agency import AgencySettings, WorkingHours
from domain.base.refusals import Refusal
from domain.calendar.working_time import may_write
from domain.person.person import Person, SetPreferences
from services.connections import Engine
from services.own.profile import profile_of, say_who, seen_of_me, set_preferences
from services.troubles import NotFound
from tests.store.world import AGENCY, ENGAGEMENT, MARKER, World, id_of

pytestmark = pytest.mark.servers


async def _person(world: World, name: str) -> Person:
    return (await world.store.reader.people([id_of(name)]))[id_of(name)]


async def test_ones_own_hours_and_days_are_kept_to(world: World, engine: Engine) -> None:
    before = await profile_of(engine, await _person(world, "coach"))
    assert not before.own_hours
    hours = WorkingHours(start=13, end=15)
    await set_preferences(
        engine, await _person(world, "coach"), "wish-1", hours=hours, reminder_days=(3, 1, 3)
    )
    coach = await _person(world, "coach")
    assert (coach.working_hours, coach.reminder_days) == (hours, (1, 3))
    settings = AgencySettings(name="County", time_zone="America/Los_Angeles")
    tuesday, early = (datetime(2026, 3, 3, hour, tzinfo=UTC) for hour in (22, 18))
    wednesday = datetime(2026, 3, 4, 22, tzinfo=UTC)
    assert may_write(tuesday, coach, settings)
    assert not may_write(early, coach, settings)
    assert not may_write(wednesday, coach, settings)
    assert may_write(wednesday, coach, settings, pressing=True)
    saturday = datetime(2026, 3, 7, 22, tzinfo=UTC)
    assert not may_write(saturday, coach, settings, pressing=True)


async def test_a_digest_waits_for_ones_own_hours(world: World, engine: Engine) -> None:
    await world.record(world.launch())
    for name in ("learner", "coach", "supervisor", "coordinator"):
        hours = WorkingHours(start=13, end=15)
        person = await _person(world, name)
        await set_preferences(engine, person, f"wish-{name}", hours=hours, reminder_days=(0, 4))
    world.clock.forward(days=7)
    assert await world.store.mail_room.freeze_digests() == []
    world.clock.forward(days=2, hours=3)
    assert len(await world.store.mail_room.freeze_digests()) > 0


async def test_a_new_registration_leaves_wishes_as_they_are(world: World, engine: Engine) -> None:
    coach = await _person(world, "coach")
    await set_preferences(engine, coach, "wish-1", hours=None, reminder_days=(2,))
    await say_who(engine, coach, "who-1", name="Ana Berg", time_zone="America/Denver")
    profile = await profile_of(engine, coach)
    assert (profile.name, profile.time_zone, profile.reminder_days) == (
        "Ana Berg",
        "America/Denver",
        (2,),
    )
    assert (await world.store.rebuilder.rebuild_one("person", id_of("coach"))).differed == ()


async def test_wishes_are_ones_own_and_leave_a_day(world: World, engine: Engine) -> None:
    coach = await _person(world, "coach")
    with pytest.raises(ValidationError):
        await set_preferences(engine, coach, "wish-1", hours=None, reminder_days=())
    with pytest.raises(Refusal, match="preferences_are_own"):
        await world.store.people.record(
            id_of("coach"),
            SetPreferences(
                command_id="wish-2",
                by=id_of("coordinator"),
                at=world.clock.now(),
                person_id=id_of("coach"),
                agency_id=AGENCY,
            ),
        )


async def test_what_others_see_of_me_is_what_the_rules_show_them(
    world: World, engine: Engine
) -> None:
    await world.record(world.launch())
    await world.record(world.note())
    _, seen = await seen_of_me(engine, await _person(world, "coach"), ENGAGEMENT)
    by_role = {one.role: {item.kind: item.text for item in one.items} for one in seen}
    assert by_role["learner"] == {"readiness_looked_at": True}
    assert by_role["supervisor"] == {}
    assert by_role["coordinator"] == {"readiness_looked_at": False}
    assert MARKER not in str([one.items for one in seen])
    with pytest.raises(NotFound):
        await seen_of_me(engine, await _person(world, "other_coach"), ENGAGEMENT)
