"""The composition root: from settings to connected servers, a gateway and a worker."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from services.connections import Engine
from store.keys.known_keys import WrongKey
from store.store import Store
from workers.clock import AnchoredClock, keep_up
from workers.keys import key_ring, wrong_key
from workers.servers import client_of, connect_temporal, database_url, reaching_postgres
from workers.settings import Settings
from workers.takeover import Takeover


@dataclass(frozen=True)
class WiredEngine(Engine):
    """What services need, and what a worker needs beside it."""

    clock: AnchoredClock
    settings: Settings


@asynccontextmanager
async def store_of(settings: Settings) -> AsyncIterator[tuple[Store, AnchoredClock]]:
    """The store and the clock alone, for what needs no Temporal.

    Raises `Unreachable`, and `BadUsage` where a setting or key is missing or wrong.
    """
    clock, secret = AnchoredClock(), settings.console_database_url
    dsn, ring = database_url(settings), key_ring(settings)
    async with reaching_postgres(settings, dsn):
        try:
            store = await Store.connect(
                dsn,
                ring,
                clock,
                message_domain=settings.mail_from.rpartition("@")[2],
                size=settings.pool_size,
                console_dsn=secret.get_secret_value() if secret else None,
            )
        except WrongKey as wrong:
            raise wrong_key(settings, wrong) from None
        now = clock.now()
        anchor = await store.clock_anchor.ensure_anchor(now, now)
    clock.follow(anchor)
    following = asyncio.create_task(keep_up(clock, store.clock_anchor))
    try:
        yield store, clock
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        await store.close()


@asynccontextmanager
async def takeover_watch(settings: Settings) -> AsyncIterator[Takeover]:
    """Watches for another engine taking over. Raises `Unreachable`."""
    dsn = database_url(settings)
    async with reaching_postgres(settings, dsn):
        takeover = await Takeover.watch(dsn)
    try:
        yield takeover
    finally:
        await takeover.close()


@asynccontextmanager
async def opened(settings: Settings, *, temporal_later: bool = False) -> AsyncIterator[WiredEngine]:
    """Everything connected, until the block is left; with `temporal_later`, Temporal not before it
    is first asked. Raises `Unreachable`, `BadUsage`."""
    async with store_of(settings) as (store, clock):
        if temporal_later:
            client = await client_of(settings, lazy=True)
        else:
            client = await connect_temporal(settings)

        from workflows.gateway import Gateway

        gateway = Gateway(client, store.engagements, settings.task_queue)
        yield WiredEngine(
            store=store,
            clock=clock,
            ring=key_ring(settings),
            client=client,
            gateway=gateway,
            task_queue=settings.task_queue,
            settings=settings,
        )
