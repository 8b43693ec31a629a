"""Pages over real servers and a worker; every test has an agency and an engagement of its own."""

from collections.abc import AsyncIterator

import pytest

from tests.console.pages.house import House
from tests.console.pages.visiting import Office, opened_office
from tests.console.signing.doorway import Doorway
from tests.journeys.cast import assemble
from tests.journeys.marked_story import opened
from tests.journeys.markers import Marker
from tests.journeys.place import Place


@pytest.fixture
async def house(shared_place: Place) -> House:
    """An agency with an engagement whose texts are all marked."""
    cast, marker = await assemble(shared_place), Marker()
    given = {"relation": "external", "expected_end": "2028-06-01"}
    does = await opened(shared_place, cast, marker, **given)
    return House(Doorway(shared_place, cast, requests_a_minute=1_000_000), does, marker)


@pytest.fixture
async def office(shared_place: Place) -> AsyncIterator[Office]:
    """An agency with an engagement in plain words, and its people's browsers."""
    async with opened_office(shared_place) as one:
        yield one
