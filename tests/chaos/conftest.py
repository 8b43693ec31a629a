"""One stack for most of it: every test has an agency and people of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chaos.scene import Scene, opened_scene
from tests.journeys.place import Place, opened_place


@pytest.fixture(scope="session")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """Real servers behind proxies, and a worker to kill."""
    async with opened_scene(tmp_path_factory.mktemp("scene") / "data") as opened:
        yield opened


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """Real servers and a worker, for a test that breaks the servers themselves."""
    async with opened_place(tmp_path / "data") as opened:
        yield opened
