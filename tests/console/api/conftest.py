"""The API over one running place: two agencies, whose people call with tokens of their own."""

from collections.abc import AsyncIterator

import pytest

from tests.console.api.calling import Office, opened_office
from tests.journeys.place import Place, opened_place


@pytest.fixture(scope="session")
async def api_place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    """Real servers and a real worker, shared: every test has an agency of its own."""
    async with opened_place(tmp_path_factory.mktemp("api") / "data") as opened:
        yield opened


@pytest.fixture
async def office(api_place: Place) -> AsyncIterator[Office]:
    """An agency with an engagement, and the API."""
    async with opened_office(api_place) as one:
        yield one
