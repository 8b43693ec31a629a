"""A running worker on fake ports, and the way to it: what every workflow test stands on."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle

from activities.messages import Envelope, Recorded
from activities.registry import Ports
from activities.rounds import Press
from tests.workflows.fake_facts import FakeCourier, FakeFactRoom
from tests.workflows.fake_mail import FakeFiling, FakeMailRoom, FakePostman, message
from tests.workflows.fakes import AGENCY, FakeAnchoring, FakeLedger, FakeLog
from workflows.engagement import EngagementWorkflow
from workflows.gateway import Gateway
from workflows.naming import engagement_workflow
from workflows.worker import build_worker


def new_id() -> str:
    """A fresh id."""
    return str(uuid.uuid4())


def envelope(
    engagement_id: str, kind: str, body: str = "sealed", command_id: str | None = None
) -> Envelope:
    """A command on its way; see `fakes` for what each kind does."""
    return Envelope(engagement_id, command_id or new_id(), kind, 1, body)


@dataclass
class Engine:
    """Fake ports, a real client, a real gateway."""

    client: Client
    queue: str = field(default_factory=lambda: f"test-{uuid.uuid4()}")
    log: FakeLog = field(default_factory=FakeLog)
    room: FakeMailRoom = field(default_factory=FakeMailRoom)
    postman: FakePostman = field(default_factory=FakePostman)
    filing: FakeFiling = field(default_factory=FakeFiling)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    anchoring: FakeAnchoring = field(default_factory=FakeAnchoring)
    fact_room: FakeFactRoom = field(default_factory=FakeFactRoom)
    courier: FakeCourier = field(default_factory=FakeCourier)
    superseded: asyncio.Event = field(default_factory=asyncio.Event)

    @cached_property
    def gateway(self) -> Gateway:
        """The production gateway on these ports."""
        return Gateway(self.client, self.log, self.queue)

    def ports(self) -> Ports:
        """All ports for a worker."""
        press = Press(lambda _: b"%PDF", message)
        return Ports(
            self.log,
            self.room,
            self.postman,
            self.filing,
            self.ledger,
            press,
            self.anchoring,
            self.fact_room,
            self.courier,
        )

    async def launched(self) -> str:
        """A new engagement's id, launched."""
        engagement_id = new_id()
        await self.submit(engagement_id, "launch", launch=True)
        return engagement_id

    async def submit(
        self,
        engagement_id: str,
        kind: str,
        body: str = "sealed",
        command_id: str | None = None,
        launch: bool = False,
    ) -> Recorded:
        """One command through the gateway."""
        sent = envelope(engagement_id, kind, body, command_id)
        return await self.gateway.submit(sent, AGENCY, launch)

    def handle(self, engagement_id: str) -> "WorkflowHandle[EngagementWorkflow, None]":
        """The engagement's workflow."""
        return self.client.get_workflow_handle_for(
            EngagementWorkflow.run, engagement_workflow(engagement_id)
        )

    async def status(self, engagement_id: str) -> WorkflowExecutionStatus | None:
        """Of the engagement's latest run."""
        return (await self.handle(engagement_id).describe()).status


@asynccontextmanager
async def running(client: Client) -> AsyncIterator[Engine]:
    """An engine with its worker at work."""
    engine = Engine(client)
    ports = engine.ports()
    async with build_worker(client, engine.queue, ports, superseded=engine.superseded.set):
        yield engine


async def until(true: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for something the engine does by itself; fails when it does not."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - the engine tells nobody in this process
            await asyncio.sleep(0.02)
