"""A stack for each journey whose calendar is its own; one for all that let no days pass."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.place import Place, opened_place


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """Real servers and a real worker on an empty folder."""
    async with opened_place(tmp_path / "data") as opened:
        yield opened


@pytest.fixture(scope="session")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    """The same, shared: every test has an agency and people of its own."""
    async with opened_place(tmp_path_factory.mktemp("shared") / "data") as opened:
        yield opened
