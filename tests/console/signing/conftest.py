"""The console over real servers, without a worker: signing in records nothing in the log."""

from collections.abc import AsyncIterator

import pytest

from tests.console.signing.doorway import Doorway
from tests.journeys.cast import assemble
from tests.journeys.place import Place, opened_place


@pytest.fixture(scope="session")
async def signing_place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    """Real servers, shared: every test has an agency of its own."""
    async with opened_place(tmp_path_factory.mktemp("signing") / "data", worker=False) as opened:
        yield opened


@pytest.fixture
async def door(signing_place: Place) -> Doorway:
    """An agency's console, reached through TLS, where people sign in by links."""
    return Doorway(signing_place, await assemble(signing_place))
