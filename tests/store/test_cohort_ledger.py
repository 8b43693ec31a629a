"""A cohort's rows: noted once, their people made known when it is their turn, compared later."""

import asyncio

import pytest

from domain.base.messages import Via
from domain.person.person import RegisterPerson
from store.recording.noted_row import Launching, NotedRow
from tests.store.world import AGENCY, World, id_of

pytestmark = pytest.mark.servers
COORDINATOR = id_of("coordinator")
IDS = [id_of(f"row {n}") for n in range(3)]


async def _noted(world: World, rows: list[NotedRow], by: str = "operator:ana") -> frozenset[str]:
    return await world.store.cohorts.open_cohort("c1", AGENCY, "Spring", COORDINATOR, rows, by)


async def test_a_cohort_opened_twice_is_there_once(world: World) -> None:
    ledger = world.store.cohorts
    rows = [world.noted(one, n) for n, one in enumerate(IDS, start=2)]
    assert await _noted(world, rows) == frozenset(IDS)
    assert await _noted(world, rows) == frozenset()
    first, second = await ledger.waiting("c1", 2)
    assert (first.engagement_id, second.engagement_id) == (IDS[0], IDS[1])
    await ledger.mark_launched("c1", IDS[0])
    await ledger.mark_refused("c1", IDS[1], "one_learner_each")
    await ledger.mark_refused("c1", IDS[0], "too_late")
    assert await ledger.progress("c1") == (1, 1, 3)
    assert [one.engagement_id for one in await ledger.waiting("c1", 9)] == IDS[2:]
    [refused] = await ledger.refused("c1")
    assert (refused.engagement_id, refused.n, refused.code) == (IDS[1], 3, "one_learner_each")
    [line] = await ledger.lines(AGENCY)
    assert (line.launched, line.refused, line.total) == (1, 1, 3)


async def test_a_refused_row_is_noted_anew_and_a_launched_one_is_not(world: World) -> None:
    ledger = world.store.cohorts
    await _noted(world, [world.noted(one, n) for n, one in enumerate(IDS)])
    await ledger.mark_refused("c1", IDS[0], "unknown_person")
    await ledger.mark_launched("c1", IDS[1])
    assert await _noted(world, [world.noted(one, n) for n, one in enumerate(IDS)]) == {IDS[0]}
    assert await ledger.progress("c1") == (1, 0, 3)


async def test_two_who_note_the_same_rows_at_once_share_them(world: World) -> None:
    rows = [world.noted(id_of(f"shared {n}"), n) for n in range(300)]
    ana, ben = await asyncio.gather(
        _noted(world, rows, "operator:ana"), _noted(world, rows[::-1], "operator:ben")
    )
    assert len(ana) + len(ben) == 300
    assert not ana & ben
    shares = await world.store.cohorts.shares("c1", [row.engagement_id for row in rows])
    assert {s.noted_by: s.rows for s in shares} == {
        by: len(of) for by, of in (("operator:ana", ana), ("operator:ben", ben)) if of
    }


async def test_rows_that_say_something_else_are_found_by_column(world: World) -> None:
    ledger = world.store.cohorts
    await _noted(world, [world.noted(one, supervisor="u", end="e") for one in IDS])
    now = {IDS[0]: {"supervisor": "u", "end": "e"}, IDS[1]: {"supervisor": "v", "end": "e"}}
    assert await ledger.differing("c1", now) == {IDS[1]: ["supervisor"]}
    other = [f"learner-{IDS[2]}", "learner-nobody"]
    assert await ledger.on_other_skill("c1", other, IDS[:2]) == {other[0]: IDS[2]}
    assert await ledger.on_other_skill("c1", other, IDS) == {}


async def test_learners_of_another_cohort_are_found_until_their_engagement_ended(
    world: World,
) -> None:
    ledger = world.store.cohorts
    await _noted(world, [world.noted(one) for one in IDS])
    who = [f"who-{one}" for one in IDS[:2]]
    assert await ledger.elsewhere(AGENCY, "Autumn", who) == [("Spring", 2)]
    assert await ledger.elsewhere(AGENCY, "Spring", who) == []
    assert await ledger.elsewhere(id_of("another agency"), "Autumn", who) == []


def _row(world: World, engagement_id: str, name: str, by: str) -> NotedRow:
    person = RegisterPerson(
        command_id=f"register {name} by {by}",
        by=by,
        at=world.clock.now(),
        via=Via.OPERATOR,
        person_id=id_of(name),
        agency_id=AGENCY,
        name=name,
        email=f"{name}@example.org",
        time_zone="America/Chicago",
    )
    row = world.noted(engagement_id)
    work = Launching(people=(person,), launch=row.work.launch)
    return row.model_copy(update={"work": work})


async def test_people_are_made_known_when_it_is_their_rows_turn(world: World) -> None:
    await _noted(world, [_row(world, IDS[0], "newcomer", COORDINATOR)])
    assert await world.store.cohorts.known_people([id_of("newcomer")]) == []
    await world.store.cohorts.waiting("c1", 5)
    assert await world.store.cohorts.known_people([id_of("newcomer")]) == [id_of("newcomer")]


async def test_a_row_whose_people_cannot_be_registered_is_refused(world: World) -> None:
    rows = [
        _row(world, IDS[0], "intruder", id_of("coach")),
        _row(world, IDS[1], "newcomer", COORDINATOR).model_copy(update={"n": 3}),
    ]
    await _noted(world, rows)
    ledger = world.store.cohorts
    assert [one.engagement_id for one in await ledger.waiting("c1", 1)] == [IDS[1]]
    [refused] = await ledger.refused("c1")
    assert (refused.engagement_id, refused.code) == (IDS[0], "not_agency_coordinator")
