"""Migrations are applied once, whoever comes first, and never change afterwards."""

import asyncio

import asyncpg
import pytest

from store.migrations.runner import Migration, MigrationChanged, migrate, migrations
from tests.servers import PostgresServer
from tests.store.world import CONSOLE_PASSWORD, ENGINE_PASSWORD, OWNER_PASSWORD

pytestmark = pytest.mark.servers


async def _run(dsn: str, steps: list[Migration] | None = None) -> list[str]:
    return await migrate(
        dsn, engine_password=ENGINE_PASSWORD, console_password=CONSOLE_PASSWORD, steps=steps
    )


async def test_of_five_at_once_exactly_one_applies(
    postgres: PostgresServer, empty_database: str
) -> None:
    dsn = postgres.dsn("coaching_owner", OWNER_PASSWORD, empty_database)
    outcomes = await asyncio.gather(*(_run(dsn) for _ in range(5)))
    assert sorted(map(len, outcomes)) == [0, 0, 0, 0, len(migrations())]


async def test_a_changed_file_is_an_error(postgres: PostgresServer, empty_database: str) -> None:
    dsn = postgres.dsn("coaching_owner", OWNER_PASSWORD, empty_database)
    await _run(dsn)
    first = migrations()[0]
    with pytest.raises(MigrationChanged, match=first.name):
        await _run(dsn, [Migration(first.number, first.name, first.sql + "-- edited")])


async def test_a_migration_that_fails_leaves_nothing_behind(
    postgres: PostgresServer, empty_database: str
) -> None:
    dsn = postgres.dsn("coaching_owner", OWNER_PASSWORD, empty_database)
    broken = Migration(1, "0001_broken.sql", "create table half (); select 1 / 0")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await _run(dsn, [broken])
    mended = Migration(1, "0001_broken.sql", "create table half ()")
    assert await _run(dsn, [mended]) == ["0001_broken.sql"]
