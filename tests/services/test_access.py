"""One place decides who reaches what, and says the same of all that is not one's own."""

import pytest
from structlog.testing import capture_logs

from domain.agency.agency import AgencySettings, SetUpAgency
from domain.base.roles import Role
from domain.person.person import Person, RegisterPerson
from services.connections import Engine
from services.reading.access import engagement_for, overseen, reading_for, standing
from services.troubles import NotFound
from tests.store.world import AGENCY, ENGAGEMENT, MARKER, World, id_of

pytestmark = pytest.mark.servers


async def _person(world: World, name: str) -> Person:
    return (await world.store.reader.people([id_of(name)]))[id_of(name)]


async def _stranger_elsewhere(world: World) -> Person:
    """Somebody of another agency."""
    head = {"by": id_of("elsewhere"), "at": world.clock.now(), "agency_id": id_of("other agency")}
    settings = AgencySettings(name="Elsewhere", time_zone="UTC")
    await world.store.record_agency(
        id_of("other agency"), SetUpAgency(command_id="agency-2", settings=settings, **head)
    )
    said = {"person_id": id_of("elsewhere"), "name": "Else", "email": "e@example.org"}
    await world.store.people.record(
        id_of("elsewhere"),
        RegisterPerson(command_id="elsewhere-1", time_zone="UTC", **said, **head),
    )
    return await _person(world, "elsewhere")


@pytest.mark.parametrize("name", ["learner", "coach", "supervisor", "coordinator"])
async def test_everyone_with_a_part_reaches_the_engagement_by_its_beginning_too(
    world: World, engine: Engine, name: str
) -> None:
    await world.record(world.launch())
    person = await _person(world, name)
    for typed in (ENGAGEMENT, ENGAGEMENT[:8], ENGAGEMENT.upper()):
        assert (await engagement_for(engine, person, typed)).engagement_id == ENGAGEMENT


async def test_what_is_not_ones_own_is_refused_in_one_sentence_whatever_it_is(
    world: World, engine: Engine
) -> None:
    await world.record(world.launch())
    other, elsewhere = await _person(world, "other_coach"), await _stranger_elsewhere(world)
    said = set()
    for person in (other, elsewhere):
        for asked in (ENGAGEMENT, ENGAGEMENT[:8], id_of("nothing"), "' or true", ""):
            with pytest.raises(NotFound) as refused:
                await engagement_for(engine, person, asked)
            said.add((refused.value.what, refused.value.remedy))
    assert len(said) == 1


async def test_a_refusal_is_logged_and_kept_with_ids_alone(world: World, engine: Engine) -> None:
    await world.record(world.launch())
    other = await _person(world, "other_coach")
    with capture_logs() as logs:
        for asked in (ENGAGEMENT, f"{MARKER} words"):
            with pytest.raises(NotFound):
                await engagement_for(engine, other, asked)
    assert [(line["event"], line["person"], line["asked"]) for line in logs] == [
        ("refused", id_of("other_coach"), ENGAGEMENT),
        ("refused", id_of("other_coach"), None),
    ]
    kept = await world.store.refusals.of(id_of("other_coach"))
    assert [one.asked for one in kept] == [None, ENGAGEMENT]
    assert MARKER not in str(logs) + str(kept)


async def test_a_reading_of_text_is_logged_without_the_text(world: World, engine: Engine) -> None:
    await world.record(world.launch())
    with capture_logs() as logs:
        read = await reading_for(engine, await _person(world, "coach"), ENGAGEMENT, "history")
    assert any(MARKER in str(line.fields) for line in read.lines)
    [line] = logs
    assert (line["person"], line["engagement"], line["kind"]) == (
        id_of("coach"),
        ENGAGEMENT,
        "history",
    )
    assert MARKER not in str(logs)


async def test_a_person_stands_where_the_agency_and_their_engagements_put_them(
    world: World, engine: Engine
) -> None:
    await world.record(world.launch())
    coordinator = await standing(engine, await _person(world, "coordinator"))
    assert coordinator.coordinator
    assert coordinator.board
    assert not coordinator.leader
    assert (await standing(engine, await _person(world, "coach"))).roles == {Role.COACH}
    assert (await standing(engine, await _person(world, "learner"))).roles == {Role.LEARNER}
    assert not (await standing(engine, await _person(world, "other_coach"))).roles


async def test_program_figures_are_for_who_leads_or_coordinates(
    world: World, engine: Engine
) -> None:
    assert (await overseen(engine, await _person(world, "coordinator"))).agency_id == AGENCY
    with pytest.raises(NotFound):
        await overseen(engine, await _person(world, "coach"))
