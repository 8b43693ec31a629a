"""A client of the run's Temporal server, and an engine for each test."""

from collections.abc import AsyncIterator

import pytest
from temporalio.client import Client

from tests.servers import TemporalServer
from tests.workflows.engine import Engine, running
from workflows.connection import connect


@pytest.fixture(scope="session")
async def client(temporal: TemporalServer) -> Client:
    """Connected as production is."""
    return await connect(temporal.address, temporal.namespace, identity="tests")


@pytest.fixture
async def engine(client: Client) -> AsyncIterator[Engine]:
    """Fresh fakes and a worker on a queue of its own."""
    async with running(client) as one:
        yield one
