"""What is wrong with a page is found: an inspection that finds nothing would prove nothing."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page

from tests.console.browser.inspecting import inspect
from tests.console.browser.site import Site
from tests.console.browser.watching import watched

pytestmark = pytest.mark.servers

WELL = """<!doctype html><html lang="en"><head><title>A good page</title></head><body>
<a href="#main">Skip</a><main id="main"><h1>Good</h1><p><a href="/">Home</a></p></main>
</body></html>"""


@pytest.fixture
async def page(site: Site) -> AsyncIterator[Page]:
    context = await site.visit()
    yield watched(await context.new_page())
    await context.close()


async def test_nothing_is_wrong_with_a_good_page(page: Page) -> None:
    await page.set_content(WELL)
    assert await inspect(page, keys=True) == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("<h1>Good</h1>", '<h1>Good</h1><img src="data:,">', "image-alt"),
        ("<h1>Good</h1>", '<h1>Good</h1><input name="a">', "label"),
        ("<p>", '<p style="color: #999; background: #fff">Pale ', "color-contrast"),
        ("<title>A good page</title>", "", "has no title"),
        ('lang="en"', "", "has no language"),
        ("<h1>Good</h1>", "<p>Good</p>", "has 0 h1"),
        ("<h1>Good</h1>", "<h1>Good</h1><h3>Deep</h3>", "h1 to h3"),
        ('<a href="#main">Skip</a>', "", "has no skip link"),
        ("<p>", '<p style="width: 2000px">', "wider than the screen"),
        ('<a href="/">', '<a href="/" tabindex="3">', "changes the order of Tab"),
        ('<a href="/">', '<a href="/" style="outline: none">', "no visible focus"),
        ("</body>", "<script>console.error('oh')</script></body>", "error: oh"),
        ("</body>", "<script>throw new Error('broken')</script></body>", "broken"),
    ],
)
async def test_what_is_wrong_is_named(page: Page, good: str, bad: str, said: str) -> None:
    await page.set_content(WELL.replace(good, bad, 1))
    found = await inspect(page, keys=True)
    assert any(said in one for one in found), found
