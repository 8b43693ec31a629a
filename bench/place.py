"""Servers of its own, a migrated database, an agency with people: where everything is measured."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import asyncpg
from temporalio.client import Client
from temporalio.worker import Worker

from activities.messages import Envelope
from activities.outbound import Endpoint, FactMessage
from activities.ports import AT_ONCE
from activities.registry import Ports
from activities.rounds import Press
from bench.bare import BareWorkflow, Rows
from store.keys.key_ring import KeyRing
from store.log.signed_heads import HeadsFile
from store.migrations.runner import migrate
from store.store import Store
from tests.servers import PostgresServer, TemporalServer, make_database
from tests.store.world import (
    AGENCY,
    CONSOLE_PASSWORD,
    ENGINE_PASSWORD,
    RING_CHAIN,
    RING_MASTER,
    ManualClock,
    World,
    id_of,
)
from workers.clock import wall_time
from workflows.connection import connect
from workflows.gateway import Gateway
from workflows.runner import sandbox
from workflows.worker import build_worker

QUEUE, BARE_QUEUE = "bench", "bare"


class _Nowhere:
    """Takes mails, documents and messages, and keeps nothing."""

    async def send(self, message: EmailMessage) -> None:
        """Gone."""

    def file(self, name: str, pdf: bytes) -> None:
        """Gone."""

    async def deliver(self, endpoint: Endpoint, message: FactMessage) -> str:
        """Gone."""
        return "200"


@dataclass
class Place:
    """Everything that is measured, connected."""

    world: World
    client: Client
    gateway: Gateway
    rows: Rows
    folder: Path

    @property
    def store(self) -> Store:
        """The engine's store."""
        return self.world.store

    async def launch(self, name: str) -> str:
        """A fresh engagement's id, launched through the gateway."""
        engagement_id = id_of(name)
        sealed = await self.envelope_of_launch(name)
        await self.gateway.submit(sealed, AGENCY, launch=True)
        return engagement_id

    async def envelope_of_launch(self, name: str) -> Envelope:
        """The sealed command to launch the engagement of this name."""
        return await self.store.envelopes.seal(id_of(name), self.world.launch(f"launch-{name}"))

    async def submit(self, engagement_id: str, name: str) -> None:
        """One command end to end: sealed, through Temporal, recorded."""
        sealed = await self.store.envelopes.seal(engagement_id, self.world.note(name))
        await self.gateway.submit(sealed, AGENCY)

    def engine_worker(self) -> Worker:
        """The engine's own worker."""
        return build_worker(self.client, QUEUE, self._ports())

    def bare_worker(self) -> Worker:
        """The bare thing's worker, in the same sandbox."""
        return Worker(
            self.client,
            task_queue=BARE_QUEUE,
            workflows=[BareWorkflow],
            activities=[self.rows.put_row],
            workflow_runner=sandbox(),
            max_concurrent_local_activities=AT_ONCE,
        )

    def _ports(self) -> Ports:
        press = Press(lambda _: b"", lambda _mail, _pdf: EmailMessage())
        store, nowhere = self.store, _Nowhere()
        anchoring = HeadsFile(store.verifier, self.folder, wall_time)
        return Ports(
            store.engagements,
            store.mail_room,
            nowhere,
            nowhere,
            store.cohorts,
            press,
            anchoring,
            store.fact_room,
            nowhere,
        )


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Place]:
    """Servers on loopback, their data in `folder`, as durable as in production."""
    postgres, temporal = PostgresServer(folder / "pg"), TemporalServer(folder / "temporal.db")
    await postgres.start()
    try:
        await temporal.start()
        world = await _world(postgres)
        client = await connect(temporal.address, temporal.namespace, identity="bench")
        async with asyncpg.create_pool(world.superuser_dsn, min_size=1, max_size=AT_ONCE) as pool:
            rows = Rows(pool)
            await rows.make()
            gateway = Gateway(client, world.store.engagements, QUEUE, timeout=60)
            yield Place(world, client, gateway, rows, folder)
        await world.store.close()
    finally:
        await temporal.stop()
        await postgres.stop()


@asynccontextmanager
async def two_agencies(folder: Path) -> AsyncIterator[tuple[World, World]]:
    """Two databases of one server, each with an agency in it; no Temporal."""
    postgres = PostgresServer(folder / "pg")
    await postgres.start()
    try:
        worlds = (await _world(postgres), await _world(postgres))
        yield worlds
        for world in worlds:
            await world.store.close()
    finally:
        await postgres.stop()


async def _world(postgres: PostgresServer) -> World:
    database = await make_database(postgres)
    await migrate(database.dsn, engine_password=ENGINE_PASSWORD, console_password=CONSOLE_PASSWORD)
    engine_dsn = postgres.dsn("coaching_engine", ENGINE_PASSWORD, database.name)
    console_dsn = postgres.dsn("coaching_console", CONSOLE_PASSWORD, database.name)
    clock, ring = ManualClock(), KeyRing(RING_MASTER, RING_CHAIN)
    store = await Store.connect(engine_dsn, ring, clock, console_dsn=console_dsn)
    world = World(store, clock, database.dsn, console_dsn, engine_dsn)
    await world.populate()
    return world
