"""The console over real servers, where people sign in by links."""

import pytest

from tests.console.signing.doorway import Doorway
from tests.journeys.cast import assemble
from tests.journeys.place import Place


@pytest.fixture
async def door(shared_place: Place) -> Doorway:
    """An agency's console, reached through TLS, where people sign in by links."""
    return Doorway(shared_place, await assemble(shared_place))
