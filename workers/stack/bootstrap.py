"""Owner role and database on an embedded PostgreSQL server, with fresh passwords at each start."""

import secrets
from dataclasses import dataclass

import asyncpg

from workers.stack.ground import no_password
from workers.stack.postgres import PostgresServer

DATABASE = "coaching"
OWNER = "coaching_owner"
ENGINE = "coaching_engine"
CONSOLE = "coaching_console"


@dataclass(frozen=True)
class Addresses:
    """How each of the three roles reaches the database."""

    owner: str
    engine: str
    console: str
    engine_password: str
    console_password: str


async def has_log(server: PostgresServer, database: str = DATABASE) -> bool:
    """Whether the engine's tables are there. Raises `BadUsage` when the password is wrong."""
    try:
        connection = await asyncpg.connect(server.superuser_dsn(database))
    except asyncpg.InvalidCatalogNameError:
        return False
    except asyncpg.InvalidPasswordError:
        raise no_password(server.cluster, "holds another password") from None
    try:
        return bool(await connection.fetchval("select to_regclass('public.event') is not null"))
    finally:
        await connection.close()


async def bootstrap(server: PostgresServer, database: str = DATABASE) -> Addresses:
    """Make the owner and its database where they are not there yet; addresses of all roles.

    The passwords of engine and console are set by the migration that follows.
    """
    owner, engine, console = (secrets.token_urlsafe(24) for _ in range(3))
    connection = await asyncpg.connect(server.superuser_dsn())
    try:
        known = await connection.fetchval("select true from pg_roles where rolname = $1", OWNER)
        verb = "alter" if known else "create"
        await connection.execute(f"{verb} role {OWNER} login createrole password {_quoted(owner)}")
        there = await connection.fetchval(
            "select true from pg_database where datname = $1", database
        )
        if not there:
            await connection.execute(f'create database "{database}" owner {OWNER}')
    finally:
        await connection.close()
    return Addresses(
        owner=server.dsn(OWNER, owner, database),
        engine=server.dsn(ENGINE, engine, database),
        console=server.dsn(CONSOLE, console, database),
        engine_password=engine,
        console_password=console,
    )


def _quoted(password: str) -> str:
    return "'" + password.replace("'", "''") + "'"
