"""A stack for each journey whose calendar is its own; others share `shared_place`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.place import Place, opened_place


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """Real servers and a real worker on an empty folder."""
    async with opened_place(tmp_path / "data") as opened:
        yield opened
