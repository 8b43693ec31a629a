"""The engine epoch: after `recover` raised it, an engine that started before can't append."""

import asyncpg

from activities.ports import StaleEpoch
from store.database import Connection

_LOCK = 0x65706F6368  # "epoch"


async def hold(connection: Connection) -> None:
    """Keep the epoch from being raised until this transaction ends (shared, in memory only)."""
    await connection.execute("select pg_advisory_xact_lock_shared($1)", _LOCK)


async def current(connection: Connection) -> int:
    """The engine epoch as of now."""
    return int(await connection.fetchval("select engine_epoch from epoch"))


async def raise_engine_epoch(connection: Connection) -> int:
    """Shut out every engine connected so far; the new epoch."""
    await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
    return int(
        await connection.fetchval(
            "update epoch set engine_epoch = engine_epoch + 1 returning engine_epoch"
        )
    )


async def raise_restore_epoch(connection: Connection) -> int:
    """After restoring a backup: keeps the reading order right though transaction ids restart."""
    await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
    return int(
        await connection.fetchval(
            "update epoch set restore_epoch = restore_epoch + 1 returning restore_epoch"
        )
    )


async def allot(connection: Connection, epoch: int, count: int) -> list[asyncpg.Record]:
    """(position, xid, restore_epoch) for `count` events. Raises `StaleEpoch`."""
    rows = await connection.fetch(
        """
        select nextval('event_position') as position,
               pg_current_xact_id()::text as xid, restore_epoch
        from epoch, generate_series(1, $1::int) where engine_epoch = $2
        """,
        count,
        epoch,
    )
    if len(rows) != count:
        raise StaleEpoch(epoch)
    return list(rows)
