"""The API over one running place: two agencies, whose people call with tokens of their own."""

from collections.abc import AsyncIterator

import pytest

from tests.console.api.calling import Office, opened_office
from tests.journeys.place import Place


@pytest.fixture
async def office(shared_place: Place) -> AsyncIterator[Office]:
    """An agency with an engagement, and the API."""
    async with opened_office(shared_place) as one:
        yield one
