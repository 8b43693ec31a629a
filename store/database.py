"""One pool, short transactions, and one answer to every trouble with the connection."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Literal

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from pydantic_core import from_json, to_json

from activities.ports import AT_ONCE, StoreUnavailable, TookTooLong

if TYPE_CHECKING:
    Connection = PoolConnectionProxy[asyncpg.Record]
    _Connection = asyncpg.Connection[asyncpg.Record]
else:  # only the stubs know them as generic classes
    Connection, _Connection = PoolConnectionProxy, asyncpg.Connection

_UNAVAILABLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # asyncpg, when a connection is cut while it speaks
    asyncpg.OperatorInterventionError,  # shutdown, crash
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    OSError,
    TimeoutError,
)
# A local activity has 4 s in all; PostgreSQL gives up before that, so the lock is soon free.
_SETTINGS = {
    "lock_timeout": "2000",
    "statement_timeout": "2500",
    "idle_in_transaction_session_timeout": "4000",
    "timezone": "UTC",
    "application_name": "coaching",
}

# Tools that read much, such as `verify`, bound their own time instead.
_PATIENT = (
    "select set_config(name, $1, true) from unnest("
    "array['statement_timeout', 'idle_in_transaction_session_timeout']) as name"
)


class Database:
    """The engine's pool. Every transaction ends within `seconds`, or raises `StoreUnavailable`."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", seconds: float = 3.5) -> None:
        self._pool = pool
        self._seconds = seconds

    @classmethod
    async def connect(
        cls,
        dsn: str,
        size: int = AT_ONCE,
        settings: Mapping[str, str] | None = None,
        *,
        waits: bool = False,
    ) -> "Database":
        """Open a pool to a role's `dsn`; `size` connections at most, made when needed.

        `settings` are PostgreSQL's, for each of its sessions. With `waits`, none is made before
        something is asked.
        """
        with _translated():
            pool = await asyncpg.create_pool(
                dsn,
                min_size=0 if waits else 1,
                max_size=size,
                timeout=2,
                server_settings={**_SETTINGS, **(settings or {})},
                init=_init,
                connection_class=_Plain,
            )
        return cls(pool)

    async def close(self) -> None:
        """Let go of every connection."""
        try:
            await asyncio.wait_for(self._pool.close(), 5)
        except TimeoutError:
            self._pool.terminate()

    @asynccontextmanager
    async def transaction(
        self, seconds: float | None = None, *, frozen: bool = False
    ) -> AsyncIterator[Connection]:
        """One transaction, bounded in time as a whole; `frozen` sees one moment throughout."""
        isolation: Literal["read_committed", "repeatable_read"] = (
            "repeatable_read" if frozen else "read_committed"
        )
        with _translated():
            async with asyncio.timeout(seconds or self._seconds):
                async with self._pool.acquire() as connection:
                    async with connection.transaction(isolation=isolation):
                        if seconds is not None:
                            await connection.execute(_PATIENT, f"{seconds:.0f}s")
                        yield connection

    async def fetch(self, sql: str, *values: object) -> list[asyncpg.Record]:
        """One statement that needs no transaction around it: one round trip."""
        with _translated():
            async with asyncio.timeout(self._seconds):
                return list(await self._pool.fetch(sql, *values))

    async def fetchrow(self, sql: str, *values: object) -> asyncpg.Record | None:
        """The first row of such a statement."""
        rows = await self.fetch(sql, *values)
        return rows[0] if rows else None

    async def fetchval(self, sql: str, *values: object) -> object:
        """The first column of the first row; None where there is no row."""
        rows = await self.fetch(sql, *values)
        return rows[0][0] if rows else None


class _Plain(_Connection):
    """Nothing of a session outlives its transaction here, so nothing need be reset after it."""

    def get_reset_query(self) -> str:
        """None: it would be one more round trip each time."""
        return ""


class _translated:
    """Connection trouble, full pools and the like become `StoreUnavailable`.

    A statement that was cancelled because it took too long becomes `TookTooLong`: PostgreSQL is
    there, and asking again costs it as much again.
    """

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, trouble: BaseException | None, _trace: object) -> None:
        if isinstance(trouble, asyncpg.QueryCanceledError):
            raise TookTooLong(type(trouble).__name__) from trouble
        if isinstance(trouble, _UNAVAILABLE):
            raise StoreUnavailable(type(trouble).__name__) from trouble


async def _init(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    await connection.set_type_codec(
        "jsonb", encoder=_to_json, decoder=from_json, schema="pg_catalog"
    )


def _to_json(value: object) -> str:
    return to_json(value).decode()


Source = Connection | Database
"""Where what needs no lock is read: in a transaction, or a statement by itself."""
