"""Numbered migrations, applied once each, whoever comes first; run as the database's owner."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files

import asyncpg

_LOCK = 0x636F616368  # "coach"
_LEDGER = """
create table if not exists migration (
    number integer primary key, name text not null, checksum text not null,
    applied_at timestamptz not null default now()
)"""


class MigrationChanged(Exception):
    """A file that was applied has since been edited: write a new one instead."""


@dataclass(frozen=True)
class Migration:
    """One `.sql` file; `number` orders it."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the file's text."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations() -> list[Migration]:
    """All files of `store/migrations`, in order."""
    found = [
        Migration(int(file.name.split("_")[0]), file.name, file.read_text(encoding="utf-8"))
        for file in files(__package__).iterdir()
        if file.name.endswith(".sql")
    ]
    return sorted(found, key=lambda migration: migration.number)


async def migrate(
    dsn: str,
    *,
    engine_password: str,
    console_password: str,
    steps: list[Migration] | None = None,
) -> list[str]:
    """Bring the database up to date; names of the files applied now.

    `dsn` is the owner's, who needs CREATEROLE unless the roles exist. Raises `MigrationChanged`.
    """
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        await _ensure_role(connection, "coaching_engine", engine_password)
        await _ensure_role(connection, "coaching_console", console_password)
        await connection.execute("set client_min_messages = warning")
        await connection.execute(_LEDGER)
        return [
            step.name
            for step in (migrations() if steps is None else steps)
            if await _apply(connection, step)
        ]
    finally:
        await connection.close()  # also lets go of the lock


async def _apply(connection: "asyncpg.Connection[asyncpg.Record]", step: Migration) -> bool:
    known = await connection.fetchval(
        "select checksum from migration where number = $1", step.number
    )
    if known == step.checksum:
        return False
    if known is not None:
        raise MigrationChanged(step.name)
    async with connection.transaction():
        await connection.execute(step.sql)
        await connection.execute(
            "insert into migration (number, name, checksum) values ($1, $2, $3)",
            step.number,
            step.name,
            step.checksum,
        )
    return True


async def _ensure_role(
    connection: "asyncpg.Connection[asyncpg.Record]", role: str, password: str
) -> None:
    verb = "create" if not await _role_exists(connection, role) else "alter"
    for attempt in range(5):
        statement = await connection.fetchval(
            f"select format('{verb} role {role} login password %L', $1::text)", password
        )
        try:
            await connection.execute(statement)
            return
        except (asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):
            verb = "alter"
        except asyncpg.InternalServerError:
            # roles are shared by all databases: "tuple concurrently updated" by another migration
            if attempt == 4:
                raise


async def _role_exists(connection: "asyncpg.Connection[asyncpg.Record]", role: str) -> bool:
    return bool(await connection.fetchval("select true from pg_roles where rolname = $1", role))
