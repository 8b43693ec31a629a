"""Servers shared by the tests of a run; what is asked of each test before it is run."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.servers import MailCatcher, PostgresServer, TemporalServer

if TYPE_CHECKING:
    from tests.journeys.place import Place

# A slow machine is no failure: speed is measured in `make bench`, never asserted.
settings.register_profile("here", deadline=None)
settings.load_profile("here")

STACKS = ("tests/chaos/", "tests/console/browser/", "tests/workers/test_cli_")
"""Where tests share a stack that takes seconds to start and goes on working while it is there."""
SERVERS = ("desk", "scene", "shared_place", "site", "up", "whole", "postgres", "temporal")
"""Fixtures that start servers for many."""
_WHOLLY_SERVERS = re.compile(r"^pytestmark = \[?pytest\.mark\.servers\b", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What the fast run does without as a whole is not imported: it takes seconds."""
    if "not servers" not in str(config.getoption("markexpr")).split(" and "):
        return None
    inside = collection_path.rglob("test_*.py") if collection_path.is_dir() else [collection_path]
    tests = [file.read_text("utf-8") for file in inside if file.match("test_*.py")]
    return (bool(tests) and all(map(_WHOLLY_SERVERS.search, tests))) or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever needs a server must say so, or the fast run waits for it."""
    needs = [item for item in items if any(_is_shared(item, name) for name in SERVERS)]
    if unmarked := [one.nodeid for one in needs if not one.get_closest_marker("servers")]:
        raise pytest.UsageError("not marked `servers`: " + ", ".join(unmarked))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """With `--dist loadscope` a process takes all tests of a stack, or else of a module."""
    from xdist.scheduler import LoadScopeScheduling

    class ByStack(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            stack = next((one for one in STACKS if nodeid.startswith(one)), None)
            return stack or nodeid.split("::")[0]

    return ByStack(config, log) if config.getvalue("dist") == "loadscope" else None


def _is_shared(item: pytest.Item, name: str) -> bool:
    """Whether a test asks for a fixture of this name that is there for many."""
    found = item._fixtureinfo.name2fixturedefs.get(name)  # type: ignore[attr-defined]
    return bool(found) and found[-1].scope != "function"


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
async def shared_place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator["Place"]:
    """Real servers and a real worker, for all tests that have an agency and people of their own.

    None of them lets days pass, kills anything, or minds that others act beside it.
    """
    # Not at the top: those who test rules alone are not to wait for all that a stack needs.
    from tests.journeys.place import opened_place

    async with opened_place(tmp_path_factory.mktemp("shared") / "data") as opened:
        yield opened


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
