"""What pages ask of services, and their whole answers, at two sizes, beside bare statements."""

import os
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import asyncpg

from bench.place import two_agencies
from bench.timing import Act, Figure, compared, in_turn
from domain.base.model import EngagementId
from domain.person.person import Person
from services.connections import Engine
from services.coordinating.board import PAGE, Ask, board, columns
from services.own.needs_you import waiting_page
from services.own.own_engagements import own_page
from services.reading.access import engagement_for
from store.database import Database
from store.keys.sealing import SHARED
from store.personal.board_reading import COUNTED, page_statement
from store.personal.rows_shown import BoardFilter
from store.queries import load
from tests.services.asking import engine_of
from tests.store.seeding import seed
from tests.store.world import AGENCY, ENGAGEMENT, World, id_of
from workers import console_part

FEW = 1_000
TIMES = 100
WARM = 20
_SQL = load("store.personal", "window.sql")
_FOR = "select set_config('coaching.person', $1, true), set_config('coaching.agency', $2, true)"


@dataclass
class Desk:
    """One database, its services, and a bare connection of the console's role."""

    engine: Engine
    bare: "asyncpg.Connection[asyncpg.Record]"
    coordinator: Person
    coach: Person

    async def asked(self, person: str, agency: str, sql: str, *values: object) -> object:
        """The bare statement, in the name of somebody."""
        async with self.bare.transaction():
            await self.bare.execute(_FOR, person, agency)
            return await self.bare.fetch(sql, *values)


async def pages() -> AsyncIterator[Figure]:
    """Each page's service beside its statements, at `FEW` engagements and at `SIZE`."""
    many = int(os.environ.get("SIZE", "10000"))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder).chmod(0o711)  # noqa: ASYNC240 - nothing else runs yet
        async with two_agencies(Path(folder)) as worlds:
            for world, size in zip(worlds, (FEW, many), strict=True):
                desk = await desk_of(world, size)
                for name, (ours, bare) in _pages(desk).items():
                    mine, theirs = await in_turn(TIMES + WARM, ours, bare)
                    what = f"{name}, {size:,} engagements"
                    yield compared(what, "its statements alone", mine[WARM:], theirs[WARM:])
                if console_part.is_here():
                    from bench.answers import answers

                    async for figure in answers(desk.engine, desk.coordinator, desk.coach, size):
                        yield figure
                await desk.bare.close()


def _pages(desk: Desk) -> dict[str, tuple[Act, Act]]:
    engine, person, coach = desk.engine, desk.coordinator, desk.coach
    me, now = person.person_id, engine.clock.now()
    whole = BoardFilter(agency=AGENCY)
    cohort = BoardFilter(agency=AGENCY, cohort="spring")

    def listed(narrowed: BoardFilter) -> Act:
        sql, values = page_statement(narrowed, "due", PAGE + 1, None)
        return lambda _: desk.asked(me, AGENCY, sql, *values)

    return {
        "board, soonest due first": (
            lambda _: board(engine, person, Ask(order="due")),
            listed(whole),
        ),
        "board of a cohort": (
            lambda _: board(engine, person, Ask(order="due", cohort="spring")),
            listed(cohort),
        ),
        "board, search by name": (
            lambda _: board(engine, person, Ask(name="marker lear")),
            listed(whole),
        ),
        "board's columns": (
            lambda _: columns(engine, person),
            lambda _: desk.asked(me, AGENCY, _SQL["columns"], AGENCY, now, COUNTED),
        ),
        "needs you now": (
            lambda _: waiting_page(engine, coach),
            lambda _: desk.asked(
                coach.person_id, "", _SQL["waiting"], coach.person_id, _long_ago(engine), "", 0, 51
            ),
        ),
        "own engagements": (
            lambda _: own_page(engine, coach),
            lambda _: desk.asked(
                coach.person_id, "", _SQL["own"], coach.person_id, False, _far(engine), "", 51
            ),
        ),
        "one engagement's door": (
            lambda _: engagement_for(engine, person, ENGAGEMENT),
            lambda _: desk.asked(
                me, "", _SQL["own_ids_starting"], me, ENGAGEMENT, f"{ENGAGEMENT}\U0010ffff"
            ),
        ),
    }


def _far(engine: Engine) -> object:
    return engine.clock.now() + timedelta(days=9000)


def _long_ago(engine: Engine) -> object:
    return engine.clock.now() - timedelta(days=9000)


async def desk_of(world: World, size: int) -> Desk:
    await world.record(world.launch())
    await seed(world, 0, size)
    await _make_real(world)
    engine = await engine_of(world)
    bare = await asyncpg.connect(
        world.console_dsn, server_settings={"plan_cache_mode": "force_custom_plan"}
    )
    [row] = await world.sql("select coach from overview order by due limit 1 offset 1")
    known = await world.store.reader.people([id_of("coordinator"), row["coach"]])
    return Desk(engine, bare, known[id_of("coordinator")], known[row["coach"]])


async def _make_real(world: World) -> None:
    """Gives the copies on the first pages people with names, and skills that open."""
    rows = await world.sql(
        "(select engagement_id, people from overview order by due limit 70)"
        " union (select engagement_id, people from overview order by launched_at desc limit 70)"
    )
    ids = [row["engagement_id"] for row in rows if row["engagement_id"] != ENGAGEMENT]
    for person in {one for row in rows for one in row["people"]}:
        await world.register_as(person)
    await world.sql("update overview set about = null where engagement_id <> $1", ENGAGEMENT)
    await world.sql("delete from data_key where stream_id = any($1::text[])", ids)
    database = await Database.connect(world.engine_dsn, 1)
    for one in ids:
        await _give_skill(world, database, one)
    await database.close()
    await world.sql("vacuum analyze overview")
    await world.sql("vacuum analyze part")


async def _give_skill(world: World, database: Database, engagement_id: EngagementId) -> None:
    keys = await world.store.keys.of(database, "engagement", engagement_id, SHARED)
    sealed = keys.seal_steadily("a skill", "about") or ""
    await world.sql(
        "update overview set about = decode($2, 'hex') where engagement_id = $1",
        engagement_id,
        sealed,
    )
