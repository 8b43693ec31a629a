"""One site for a run's browser tests; it is started when the first of them asks for it."""

from collections.abc import AsyncIterator

import pytest

from tests.console.browser.site import CHROMIUM, Desk, Site, opened_site
from tests.journeys.cast import assemble


@pytest.fixture(scope="session")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """Real servers, worker, console and Chromium."""
    if CHROMIUM is None:
        pytest.fail("Chromium is not installed: `apt-get install chromium`, or `make test` does it")
    async with opened_site(tmp_path_factory.mktemp("site") / "data") as opened:
        yield opened


@pytest.fixture
async def desk(site: Site) -> Desk:
    """An agency of the test's own, whose people can sign in."""
    return Desk(site, await assemble(site.place))
