"""Program figures: for those who lead or coordinate, of enough people or not at all."""

from datetime import date

import pytest

from domain.agency.agency import AgencySettings, SetUpAgency
from domain.person.person import Person
from services.connections import Engine
from services.coordinating.program import program
from services.troubles import NotFound
from tests.store.world import AGENCY, World, id_of

pytestmark = pytest.mark.servers


async def _person(world: World, name: str) -> Person:
    return (await world.store.reader.people([id_of(name)]))[id_of(name)]


async def _launch(world: World, n: int) -> None:
    await world.register(f"learner {n}")
    learners = (id_of(f"learner {n}"),)
    launch = world.launch(f"launch-{n}").model_copy(
        update={"learners": learners, "expected_end": date(2026, 12, 1)}
    )
    await world.record(launch, id_of(f"engagement {n}"))


async def _leader(world: World) -> Person:
    await world.register("leader")
    settings = AgencySettings(
        name="County",
        time_zone="America/Los_Angeles",
        coordinators=(id_of("coordinator"),),
        leaders=(id_of("leader"),),
    )
    await world.store.record_agency(
        AGENCY,
        SetUpAgency(
            command_id="agency-2",
            by=id_of("coordinator"),
            at=world.clock.now(),
            agency_id=AGENCY,
            settings=settings,
        ),
    )
    return await _person(world, "leader")


async def test_of_four_people_nothing_is_said_and_of_six_where_they_stand(
    world: World, engine: Engine
) -> None:
    leader = await _leader(world)
    for n in range(4):
        await _launch(world, n)
    few = await program(engine, leader)
    assert few.people is None
    assert {figure.people for figure in (*few.places, *few.enrollment)} == {None}
    for n in range(4, 6):
        await _launch(world, n)
    assert (await program(engine, leader)).people is None, "figures stand for a day"
    world.clock.forward(days=1, minutes=1)
    shown = await program(engine, await _person(world, "coordinator"))
    assert shown.people == 6
    assert [figure.people for figure in shown.places][:2] == [6, 0]
    assert shown.places[0].stage == "Initial interest"
    assert {figure.key: figure.people for figure in shown.enrollment} == {
        "enrolled": 0,
        "not_yet": 6,
    }


async def test_a_person_in_several_engagements_counts_once(world: World, engine: Engine) -> None:
    leader = await _leader(world)
    await _launch(world, 0)
    for n in range(1, 6):
        again = world.launch(f"again-{n}").model_copy(
            update={"learners": (id_of("learner 0"),), "expected_end": date(2026, 12, 1)}
        )
        await world.record(again, id_of(f"again {n}"))
    assert (await program(engine, leader)).people is None


async def test_figures_are_for_nobody_else(world: World, engine: Engine) -> None:
    for name in ("coach", "supervisor", "learner"):
        with pytest.raises(NotFound):
            await program(engine, await _person(world, name))
