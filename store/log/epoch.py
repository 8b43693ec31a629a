"""The engine epoch: after `recover` raised it, an engine that started before can't append."""

from store.database import Connection

LOCK = 0x65706F6368
"""The advisory lock ("epoch") that a transaction holds, shared, from opening a stream to its end:
so long the epoch is not raised."""


async def current(connection: Connection) -> int:
    """The engine epoch as of now."""
    return int(await connection.fetchval("select engine_epoch from epoch"))


async def raise_engine_epoch(connection: Connection) -> int:
    """Shut out every engine connected so far; the new epoch."""
    return await _raise(connection, "engine_epoch")


async def raise_restore_epoch(connection: Connection) -> int:
    """After restoring a backup: keeps the reading order right though transaction ids restart."""
    return await _raise(connection, "restore_epoch")


async def _raise(connection: Connection, column: str) -> int:
    await connection.execute("select pg_advisory_xact_lock($1)", LOCK)
    return int(
        await connection.fetchval(f"update epoch set {column} = {column} + 1 returning {column}")
    )
