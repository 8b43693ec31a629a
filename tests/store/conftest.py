"""A fresh database per test, cloned from one that was migrated once."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from store.keys.key_ring import KeyRing
from store.migrations.runner import migrate
from store.store import Store
from tests.servers import PostgresServer, TestDatabase, drop_database, make_database
from tests.store.world import (
    CONSOLE_PASSWORD,
    ENGINE_PASSWORD,
    OWNER_PASSWORD,
    RING_CHAIN,
    RING_MASTER,
    ManualClock,
    World,
)


@pytest.fixture(scope="session")
async def owner_ready(postgres: PostgresServer) -> None:
    """The owner's role: no superuser, so that migrations need no more than they say."""
    connection = await asyncpg.connect(postgres.superuser_dsn())
    try:
        await connection.execute(
            f"create role coaching_owner login createrole password '{OWNER_PASSWORD}'"
        )
    except asyncpg.DuplicateObjectError:
        pass
    finally:
        await connection.close()


@pytest.fixture
async def empty_database(postgres: PostgresServer, owner_ready: None) -> AsyncIterator[str]:
    """Name of a database that holds nothing, owned by the owner's role."""
    database = await _owned(postgres)
    yield database.name
    await drop_database(postgres, database)


@pytest.fixture(scope="session")
async def template(postgres: PostgresServer, owner_ready: None) -> str:
    """Name of a migrated database."""
    database = await _owned(postgres)
    await migrate(
        postgres.dsn("coaching_owner", OWNER_PASSWORD, database.name),
        engine_password=ENGINE_PASSWORD,
        console_password=CONSOLE_PASSWORD,
    )
    return database.name


@pytest.fixture
async def world(postgres: PostgresServer, template: str) -> AsyncIterator[World]:
    """A store with an agency and its people in it."""
    database = await make_database(postgres, template)
    clock = ManualClock()
    engine_dsn = postgres.dsn("coaching_engine", ENGINE_PASSWORD, database.name)
    console_dsn = postgres.dsn("coaching_console", CONSOLE_PASSWORD, database.name)
    ring = KeyRing(RING_MASTER, RING_CHAIN)
    store = await Store.connect(engine_dsn, ring, clock, console_dsn=console_dsn)
    made = World(store, clock, database.dsn, console_dsn, engine_dsn)
    await made.populate()
    yield made
    await store.close()
    await drop_database(postgres, database)


async def _owned(postgres: PostgresServer) -> TestDatabase:
    database = await make_database(postgres)
    connection = await asyncpg.connect(postgres.superuser_dsn())
    try:
        await connection.execute(f'alter database "{database.name}" owner to coaching_owner')
    finally:
        await connection.close()
    return database
