"""Servers shared by all tests of a run; each xdist worker has its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.servers import MailCatcher, PostgresServer, TemporalServer

# A slow machine is no failure: speed is measured in `make bench`, never asserted.
settings.register_profile("here", deadline=None)
settings.load_profile("here")


@pytest.fixture(scope="session")
def servers_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run's servers keep their data."""
    return tmp_path_factory.mktemp("servers")


@pytest.fixture(scope="session")
async def postgres(servers_folder: Path) -> AsyncIterator[PostgresServer]:
    """A PostgreSQL server; see `tests.servers.make_database` for a database."""
    server = PostgresServer(servers_folder / "postgres", durable=False)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@pytest.fixture(scope="session")
async def temporal(servers_folder: Path) -> AsyncIterator[TemporalServer]:
    """A Temporal server: `.address`, `.namespace`."""
    server = TemporalServer(servers_folder / "temporal.db")
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@pytest.fixture(scope="session")
async def mail_server(servers_folder: Path) -> AsyncIterator[MailCatcher]:
    """One mail server for the run."""
    catcher = MailCatcher(servers_folder / "mail")
    await catcher.start()
    try:
        yield catcher
    finally:
        await catcher.stop()


@pytest.fixture
def mail_catcher(mail_server: MailCatcher) -> MailCatcher:
    """A mail server that holds no mail of earlier tests: `.host`, `.port`, `.mails()`."""
    for mail in mail_server.mails():
        mail.unlink()
    return mail_server
