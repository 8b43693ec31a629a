"""The coordinator's board, one's own list and what waits: each reader is shown what is theirs."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.agency.agency import AgencySettings, SetUpAgency
from domain.engagement.minutes import minutes
from domain.engagement.topics.pausing import PauseEngagement
from domain.person.person import Person
from services.acts.kinds import acts
from services.connections import Engine
from services.coordinating.board import Ask, board, columns
from services.own.needs_you import Waiting, When, waiting_page
from services.own.own_engagements import own_page
from services.troubles import BadUsage, NotFound
from tests.store.world import AGENCY, ENGAGEMENT, MARKER, World, id_of

pytestmark = pytest.mark.servers

NAMES = ("Ana Ruíz", "Bea Ruiz-Long", "Cy Long", "Di Ortega", "Ed Ortega")


@pytest.fixture
async def five(world: World) -> World:
    """Five engagements a day apart, each of a learner of its own."""
    for n, name in enumerate(NAMES):
        await world.register(f"learner {n}", name=name)
        launch = world.launch(f"launch-{n}", skill=f"skill {n}").model_copy(
            update={
                "learners": (id_of(f"learner {n}"),),
                "coach": id_of("coach" if n % 2 else "other_coach"),
                "cohort": "spring" if n < 3 else "autumn",
                "expected_end": date(2026, 12, 1 + n),
            }
        )
        await world.record(launch, id_of(f"engagement {n}"))
        world.clock.forward(days=1)
    return world


async def needs_you(engine: Engine, person: Person) -> list[Waiting]:
    return list((await waiting_page(engine, person, limit=100)).lines)


async def _person(world: World, name: str) -> Person:
    return (await world.store.reader.people([id_of(name)]))[id_of(name)]


async def _learners(engine: Engine, world: World, ask: Ask) -> list[str]:
    shown = await board(engine, await _person(world, "coordinator"), ask)
    return [line.learners[0] for line in shown.lines]


async def test_a_line_says_who_what_and_what_is_due_next(five: World, engine: Engine) -> None:
    shown = await board(engine, await _person(five, "coordinator"), Ask())
    line = shown.lines[-1]
    assert line.learners == ("Ana Ruíz",)
    assert (line.stage, line.days_in_stage) == ("Initial interest", 5)
    assert line.skill == f"{MARKER} skill 0"
    assert line.due is not None
    assert line.due_what
    assert line.due_by
    assert line.mine
    assert (shown.found, shown.cursor) == (5, None)


@pytest.mark.parametrize(
    ("ask", "found"),
    [
        (Ask(), "EDCBA"),
        (Ask(order="end"), "ABCDE"),
        (Ask(order="act"), "ABCDE"),
        (Ask(order="due"), "ABCDE"),
        (Ask(cohort="autumn"), "ED"),
        (Ask(coach=id_of("coach")), "DB"),
        (Ask(supervisor=id_of("supervisor"), order="end"), "ABCDE"),
        (Ask(supervisor=id_of("coach")), ""),
        (Ask(mine=True, coach=id_of("coach")), "DB"),
        (Ask(status="paused"), ""),
        (Ask(at_risk=True), ""),
        (Ask(name="ruiz"), "BA"),
        (Ask(name="RUÍZ  ana"), "A"),
        (Ask(name="lo"), "CB"),
        (Ask(name="long", cohort="autumn"), ""),
        (Ask(name="x"), ""),
        (Ask(place="skills_based/1/initial_interest", order="end"), "ABCDE"),
        (Ask(place="ended"), ""),
    ],
)
async def test_filters_search_and_order(five: World, engine: Engine, ask: Ask, found: str) -> None:
    assert "".join(name[0] for name in await _learners(engine, five, ask)) == found


async def test_pages_follow_one_another_in_every_order(five: World, engine: Engine) -> None:
    coordinator = await _person(five, "coordinator")
    for order in ("launched", "due", "end", "act"):
        ask, seen = Ask(order=order), list[str]()
        while True:
            page = await board(engine, coordinator, ask, limit=2)
            seen += [line.learners[0][0] for line in page.lines]
            assert page.found == 5
            if page.cursor is None:
                break
            ask = replace(ask, cursor=page.cursor)
        assert sorted(seen) == list("ABCDE"), order


async def test_what_is_late_is_overdue_and_counted_in_its_column(
    five: World, engine: Engine
) -> None:
    coordinator = await _person(five, "coordinator")
    assert await _learners(engine, five, Ask(overdue=True)) == ["Bea Ruiz-Long", "Ana Ruíz"]
    five.clock.forward(days=60)
    assert len(await _learners(engine, five, Ask(overdue=True))) == 5
    first, *others = await columns(engine, coordinator)
    assert (first.stage, first.engagements, first.overdue) == ("Initial interest", 5, 5)
    assert [column.engagements for column in others] == [0] * 8
    assert [column.status for column in others][-2:] == ["following_up", "ended"]


async def test_a_pause_stays_in_its_column_and_owes_nothing(five: World, engine: Engine) -> None:
    pause = PauseEngagement(
        command_id="pause-1", by=id_of("coordinator"), at=five.clock.now(), reason=f"{MARKER} ill"
    )
    await five.record(pause, id_of("engagement 0"))
    shown = await board(engine, await _person(five, "coordinator"), Ask(status="paused"))
    [line] = shown.lines
    assert (line.due, line.place) == (None, "skills_based/1/initial_interest")


@pytest.mark.parametrize("name", ["learner 0", "coach", "supervisor", "other_coach"])
async def test_the_board_is_its_coordinators_alone(five: World, engine: Engine, name: str) -> None:
    person = await _person(five, name)
    for asked in (board(engine, person, Ask()), columns(engine, person)):
        with pytest.raises(NotFound):
            await asked


async def _set_up(world: World, **changed: tuple[str, ...]) -> None:
    settings = AgencySettings(
        name="County",
        time_zone="America/Los_Angeles",
        coordinators=(id_of("coordinator"),),
    ).model_copy(update=changed)
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


async def test_a_second_coordinator_sees_the_line_and_not_its_text(
    five: World, engine: Engine
) -> None:
    await five.register("second coordinator")
    both = (id_of("coordinator"), id_of("second coordinator"))
    await _set_up(five, coordinators=both)
    shown = await board(engine, await _person(five, "second coordinator"), Ask())
    assert len(shown.lines) == 5
    assert {line.skill for line in shown.lines} == {""}
    assert not any(line.mine for line in shown.lines)


@pytest.mark.parametrize(
    "ask",
    [
        Ask(order="name"),
        Ask(cursor="nonsense"),
        Ask(cursor="W10"),
        Ask(order="due", cursor="WyJib2FyZC9sYXVuY2hlZCIsICIyMDI2LTAzLTA0IiwgIngiXQ"),
        Ask(cohort="x" * 300),
        Ask(name="\0"),
    ],
)
async def test_what_no_board_can_be_asked_is_said(five: World, engine: Engine, ask: Ask) -> None:
    with pytest.raises(BadUsage):
        await board(engine, await _person(five, "coordinator"), ask)


async def test_ones_own_list_holds_ones_own(five: World, engine: Engine) -> None:
    mine = (await own_page(engine, await _person(five, "coach"))).lines
    assert [line.learners for line in mine] == ["Di Ortega", "Bea Ruiz-Long"]
    assert mine[0].roles == ("coach",)
    assert mine[0].skill == f"{MARKER} skill 3"
    assert (await own_page(engine, await _person(five, "coordinator"))).lines == ()
    supervisor = await _person(five, "supervisor")
    page = await own_page(engine, supervisor, limit=3)
    assert page.cursor is not None
    rest = await own_page(engine, supervisor, limit=3, cursor=page.cursor)
    assert len(page.lines) + len(rest.lines) == 5
    assert rest.cursor is None


async def test_what_waits_says_what_whose_by_when_and_about_how_long(
    five: World, engine: Engine
) -> None:
    coach = await _person(five, "coach")
    waiting = await needs_you(engine, coach)
    assert {one.learners for one in waiting} == {"Bea Ruiz-Long", "Di Ortega"}
    assert all(one.due and one.minutes and one.says for one in waiting)
    assert [one.due for one in waiting] == sorted(one.due for one in waiting if one.due)
    page = await waiting_page(engine, coach, limit=1)
    assert page.cursor is not None
    rest = await waiting_page(engine, coach, limit=100, cursor=page.cursor)
    assert [*page.lines, *rest.lines] == waiting


async def test_leadership_is_asked_once_whatever_else_waits_and_not_told_for_whom(
    five: World, engine: Engine
) -> None:
    await five.register("leader")
    await _set_up(five, leaders=(id_of("leader"),))
    await five.store.engagements.catch_up(AGENCY)
    leader = await _person(five, "leader")
    [asked] = await needs_you(engine, leader)
    assert (asked.act, asked.engagement_id) == ("sign_agency_agreement", None)
    assert (asked.learners, asked.skill) == ("", "")
    assert asked.due is not None
    assert (await waiting_page(engine, leader, limit=1)).cursor is None
    assert [one.act for one in await engine.store.reader.todo(leader.person_id)] == [asked.act]


async def test_lines_of_several_engagements_are_told_apart_by_learner_and_skill(
    five: World, engine: Engine
) -> None:
    waiting = await needs_you(engine, await _person(five, "coach"))
    assert {(one.learners, one.skill) for one in waiting} == {
        ("Bea Ruiz-Long", f"{MARKER} skill 1"),
        ("Di Ortega", f"{MARKER} skill 3"),
    }
    assert not any(one.own for one in waiting)
    own = await needs_you(engine, await _person(five, "learner 1"))
    assert own
    assert all(one.own and one.skill == f"{MARKER} skill 1" for one in own)


async def test_what_waits_is_told_apart_by_the_readers_own_days(
    five: World, engine: Engine
) -> None:
    coach = await _person(five, "coach")
    due = {one.due for one in await needs_you(engine, coach) if one.due}
    first = min(due).astimezone(coach.zone)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)

    async def seen_at(moment: datetime) -> When:
        five.clock.forward(seconds=(moment - engine.clock.now()).total_seconds())
        return (await needs_you(engine, coach))[0].when

    assert await seen_at(midnight - timedelta(days=8)) is When.LATER
    assert await seen_at(midnight - timedelta(days=7)) is When.WEEK
    assert await seen_at(midnight - timedelta(minutes=1)) is When.WEEK
    assert await seen_at(midnight) is When.TODAY
    assert await seen_at(midnight + timedelta(hours=23, minutes=59)) is When.TODAY
    assert await seen_at(midnight + timedelta(days=1)) is When.OVERDUE


async def test_every_act_has_its_minutes() -> None:
    assert set(acts()) <= set(minutes())


async def test_no_name_and_no_skill_lies_open(five: World, engine: Engine) -> None:
    await board(engine, await _person(five, "coordinator"), Ask(name="ruiz"))
    dump = (await five.dump()).casefold()
    assert MARKER.casefold() not in dump
    assert "ortega" not in dump


async def test_a_disposed_name_is_found_no_more_nor_a_disposed_skill_shown(
    five: World, engine: Engine
) -> None:
    await five.store.disposal.dispose_person(id_of("learner 0"), five.disposed)
    assert await _learners(engine, five, Ask(name="ruiz")) == ["Bea Ruiz-Long"]
    assert await _learners(engine, five, Ask(name="disposed")) == []
    await five.store.disposal.dispose_engagement(id_of("engagement 4"), five.disposed)
    shown = await board(engine, await _person(five, "coordinator"), Ask())
    assert [line.skill for line in shown.lines][:2] == ["", f"{MARKER} skill 3"]
    again = await five.store.rebuilder.rebuild_one("engagement", id_of("engagement 4"))
    assert again.differed == ()


async def test_an_engagement_of_nobody_here_stays_out(five: World, engine: Engine) -> None:
    assert ENGAGEMENT not in str(await own_page(engine, await _person(five, "coach")))
