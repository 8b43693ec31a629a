"""A desk for the tests of the command line: one running place for all of them."""

from collections.abc import AsyncIterator

import pytest

from tests.journeys.place import opened_place
from tests.workers.desk import Desk


@pytest.fixture(scope="session")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """Real servers, a real worker, a cohort of six launched from its file."""
    folder = tmp_path_factory.mktemp("desk")
    async with opened_place(folder / "data") as place:
        one = Desk(place, folder)
        await one.launched(6)
        yield one
