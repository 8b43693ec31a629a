"""The servers a test run starts for itself: real ones, on loopback, in a folder of their own."""

import secrets
from dataclasses import dataclass

import asyncpg

from workers.stack.mailbox import MailCatcher
from workers.stack.postgres import PostgresServer
from workers.stack.temporal import TemporalServer

__all__ = [
    "MailCatcher",
    "PostgresServer",
    "TemporalServer",
    "TestDatabase",
    "drop_database",
    "make_database",
]


@dataclass(frozen=True)
class TestDatabase:
    """A database of one test, and its owner's address."""

    __test__ = False
    name: str
    dsn: str


async def make_database(server: PostgresServer, template: str | None = None) -> TestDatabase:
    """A fresh database, empty or cloned from a template; address of the superuser."""
    name = f"test_{secrets.token_hex(6)}"
    clause = f' TEMPLATE "{template}"' if template else ""
    connection = await asyncpg.connect(server.superuser_dsn())
    try:
        await connection.execute(f'CREATE DATABASE "{name}"{clause}')
    finally:
        await connection.close()
    return TestDatabase(name, server.superuser_dsn(name))


async def drop_database(server: PostgresServer, database: TestDatabase) -> None:
    """Drop a test's database, with whoever is still connected to it."""
    connection = await asyncpg.connect(server.superuser_dsn())
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')
    finally:
        await connection.close()
