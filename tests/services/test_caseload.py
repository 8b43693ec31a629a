"""Assigning with caseload in view, and handing a caseload on."""

from datetime import date

import asyncpg
import pytest

from domain.agency.agency import AgencySettings, SetUpAgency
from domain.engagement.commands import EngagementCommand
from domain.engagement.state import Engagement
from domain.engagement.topics.readiness import StateExpertise
from domain.person.person import Person
from domain.words import say_refusal
from services.connections import Engine
from services.coordinating import caseload
from services.coordinating.candidates import candidates
from services.coordinating.caseload import hand_on, moves
from services.reading.access import engagement_for, engagement_of_agency
from services.reading.agencies import agency_of
from services.troubles import BadUsage, NotFound
from tests.store.world import AGENCY, World, id_of

pytestmark = pytest.mark.servers


async def _person(world: World, name: str) -> Person:
    return (await world.store.reader.people([id_of(name)]))[id_of(name)]


@pytest.fixture
async def three(world: World) -> World:
    """Two engagements of the coach and one of the other coach, who knows the skill of the first."""
    for n, (coach, skill) in enumerate(
        (("coach", "listening"), ("coach", "writing"), ("other_coach", "Listening"))
    ):
        await world.register(f"learner {n}")
        launch = world.launch(f"launch-{n}", skill=skill).model_copy(
            update={
                "learners": (id_of(f"learner {n}"),),
                "coach": id_of(coach),
                "expected_end": date(2026, 12, 1),
            }
        )
        await world.record(launch, id_of(f"engagement {n}"))
    stated = StateExpertise(
        command_id="expert-1", by=id_of("other_coach"), at=world.clock.now(), statement="Ten years"
    )
    await world.record(stated, id_of("engagement 2"))
    return world


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """Acts go to the store itself, without Temporal between."""

    async def submit(_engine: Engine, state: Engagement, what: EngagementCommand) -> object:
        return await world.record(what, state.engagement_id)

    monkeypatch.setattr(caseload, "submit", submit)


async def test_who_knows_the_skill_comes_first_with_what_they_carry(
    three: World, engine: Engine
) -> None:
    coordinator = await _person(three, "coordinator")
    first, second = await candidates(engine, coordinator, id_of("engagement 0"))
    assert (first.person, first.under_way, first.in_skill) == (id_of("other_coach"), 1, 1)
    assert first.expertise_stated
    assert first.same_zone
    assert (second.person, second.under_way, second.is_coach) == (id_of("coach"), 2, True)
    assert not second.expertise_stated


async def test_whom_the_rules_would_refuse_is_said(three: World, engine: Engine) -> None:
    launch = three.launch("launch-9").model_copy(
        update={"learners": (id_of("other_coach"),), "coach": id_of("coach")}
    )
    await three.record(launch, id_of("engagement 9"))
    coordinator = await _person(three, "coordinator")
    found = await candidates(engine, coordinator, id_of("engagement 9"))
    assert {one.person: bool(one.hindrance) for one in found} == {
        id_of("coach"): False,
        id_of("other_coach"): True,
    }


@pytest.mark.usefixtures("recorded")
async def test_a_caseload_is_looked_at_and_handed_on_once(three: World, engine: Engine) -> None:
    coordinator = await _person(three, "coordinator")
    given = (id_of("coach"), id_of("other_coach"))
    seen = await moves(engine, coordinator, "coach", *given)
    assert {one.engagement_id for one in seen} == {id_of("engagement 0"), id_of("engagement 1")}
    assert {one.hindrance for one in seen} == {""}
    assert {one.stage for one in seen} == {"Initial interest"}
    said: list[tuple[int, int]] = []
    chosen = [*(one.engagement_id for one in seen), id_of("nothing")]
    for _ in range(2):
        done = await hand_on(
            engine,
            coordinator,
            "coach",
            *given,
            chosen,
            "hand-1",
            lambda n, of: said.append((n, of)),
        )
        assert sorted(one.outcome for one in done) == ["moved", "moved", "stays"]
    assert said[:3] == [(1, 3), (2, 3), (3, 3)]
    assert await moves(engine, coordinator, "coach", *given) == []
    state = await three.store.reader.state(id_of("engagement 1"))
    assert state is not None
    assert (state.coach, state.former_coaches) == (id_of("other_coach"), (id_of("coach"),))


@pytest.mark.usefixtures("recorded")
async def test_a_supervisor_is_replaced_alike(three: World, engine: Engine) -> None:
    await three.register("new supervisor")
    coordinator = await _person(three, "coordinator")
    given = (id_of("supervisor"), id_of("new supervisor"))
    seen = await moves(engine, coordinator, "supervisor", *given)
    ids = [one.engagement_id for one in seen]
    assert len(ids) == 3
    done = await hand_on(engine, coordinator, "supervisor", *given, ids, "hand-2")
    assert {one.outcome for one in done} == {"moved"}


async def _with_a_second_coordinator(world: World) -> Person:
    await world.register("second coordinator")
    settings = AgencySettings(
        name="County",
        time_zone="America/Los_Angeles",
        coordinators=(id_of("coordinator"), id_of("second coordinator")),
    )
    setting_up = SetUpAgency(
        command_id="agency-2",
        by=id_of("coordinator"),
        at=world.clock.now(),
        agency_id=AGENCY,
        settings=settings,
    )
    await world.store.record_agency(AGENCY, setting_up)
    return await _person(world, "second coordinator")


@pytest.mark.usefixtures("recorded")
async def test_who_has_no_part_takes_over_from_a_coordinator_who_has_left(
    three: World, engine: Engine
) -> None:
    second = await _with_a_second_coordinator(three)
    given = (id_of("coordinator"), second.person_id)
    with pytest.raises(NotFound):
        await engagement_for(engine, second, id_of("engagement 0"))
    seen = await moves(engine, second, "coordinator", *given)
    ids = [one.engagement_id for one in seen]
    assert len(ids) == 3
    assert {one.hindrance for one in seen} == {""}
    for _ in range(2):
        wanted = [*ids, id_of("nothing"), "no id"]
        done = await hand_on(engine, second, "coordinator", *given, wanted, "hand-3")
        assert [one.outcome for one in done] == ["moved"] * 3 + ["stays"] * 2
    assert await moves(engine, second, "coordinator", *given) == []
    assert (await engagement_for(engine, second, ids[0])).coordinator == second.person_id
    with pytest.raises(NotFound):
        await engagement_for(engine, await _person(three, "coordinator"), ids[0])


async def test_what_is_followed_up_has_a_coordinator_still_and_what_has_ended_none(
    three: World, engine: Engine
) -> None:
    second = await _with_a_second_coordinator(three)
    c = await asyncpg.connect(three.superuser_dsn)
    try:
        for n, status in ((0, "following_up"), (1, "ended")):
            of = id_of(f"engagement {n}")
            await c.execute("update overview set status = $2 where engagement_id = $1", of, status)
    finally:
        await c.close()
    seen = await moves(engine, second, "coordinator", id_of("coordinator"), second.person_id)
    assert {one.engagement_id for one in seen} == {id_of("engagement 0"), id_of("engagement 2")}


async def test_what_a_coordinator_runs_goes_to_a_coordinator_alone(
    three: World, engine: Engine
) -> None:
    coordinator = await _person(three, "coordinator")
    seen = await moves(engine, coordinator, "coordinator", id_of("coordinator"), id_of("coach"))
    assert len(seen) == 3
    assert {one.hindrance for one in seen} == {say_refusal("not_a_coordinator")}


async def test_no_coordinator_takes_over_what_another_agency_runs(
    three: World, engine: Engine
) -> None:
    second = await _with_a_second_coordinator(three)
    agency = (await agency_of(engine, AGENCY)).model_copy(update={"agency_id": id_of("another")})
    with pytest.raises(NotFound):
        await engagement_of_agency(engine, second, agency, id_of("engagement 0"))


async def test_caseloads_are_the_coordinators_to_see(three: World, engine: Engine) -> None:
    coach, coordinator = await _person(three, "coach"), await _person(three, "coordinator")
    with pytest.raises(NotFound):
        await candidates(engine, coach, id_of("engagement 0"))
    with pytest.raises(NotFound):
        await moves(engine, coach, "coach", id_of("coach"), id_of("other_coach"))
    with pytest.raises(NotFound):
        await moves(engine, coordinator, "coach", id_of("coach"), id_of("stranger"))
    with pytest.raises(BadUsage):
        await moves(engine, coordinator, "coach", id_of("coach"), id_of("coach"))
