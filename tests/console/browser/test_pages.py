"""Every page, in every role, on both screens: accessible, framed alike, and without complaint.

Pages are found as people find them, by the links of the pages before. What no link leads to is
named here, and everything the application answers a GET with must have been come to.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page
from starlette.routing import BaseRoute, Match, Route, Router

from console.app import make_console
from console.rendering.words import say
from services.launching.cohort_launching import launch, read_cohort
from tests.console.api.calling import SETTINGS
from tests.console.browser.along import seeded
from tests.console.browser.inspecting import axe, frame, inspect, look
from tests.console.browser.site import Desk, Site
from tests.console.browser.watching import complaints_of
from tests.domain.cohort.cohort_given import other, text
from tests.journeys.cast import ROLES, assemble

pytestmark = [pytest.mark.servers, pytest.mark.journey]

NOT_PAGES = re.compile(r"/live$|\.(pdf|ics|csv|xlsx)$|^/static|^/api|/events$|/oidc|/sign-in/")
"""Answers of another kind, which tests of their own read."""
TYPED = ("/", "/sign-in", "/sessions", "/no-such-page")
"""Addresses that people type."""
# Peers have no engagement here: what they see is empty.
PARTS = {
    "in coaching": (("learner", "coach", "supervisor", "peer"), True),
    "in the office": (("coordinator", "leader", "of a cohort"), False),
}
"""Who looks, and whether it is at the pages of people in coaching; in two, for two processors."""
IN_COACHING = re.compile(r"^/engagements|^/summaries")
OF_EACH = 2
"""Pages of one route looked at in one role."""
ALIKE = frozenset({"/questionnaires/{instrument}"})
"""Routes whose pages are the same whoever looks: one is enough in each role."""
AT_EVERY_STAGE = ("/engagements/{engagement_id}", ("coach", "learner"))
"""But of this route in these roles, all."""


_ASKS = """(optional) => [...document.querySelectorAll(
  'main form[method=post] > div > label, main form[method=post] > fieldset > legend')]
  .some((one) => !one.innerText.includes(optional) &&
    !(one.control && one.control.value.trim()) &&
    !one.parentElement.querySelector(':checked'))"""


@dataclass
class County:
    """One agency with engagements at every stage; `come_to` are routes already looked at."""

    desk: Desk
    people: dict[str, str]
    routes: list[Route] = field(default_factory=list)
    come_to: set[str] = field(default_factory=set)
    by_keys: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)

    def route(self, path: str) -> str:
        """The route that answers a path; empty where none does."""
        scope = {"type": "http", "method": "GET", "path": path, "root_path": ""}
        found = (one.path for one in self.routes if one.matches(scope)[0] is Match.FULL)
        return next(found, "")


@pytest.fixture(scope="module")
async def county(site: Site) -> County:
    """Of a run of its own: pages of engagements that go on would change while they are read."""
    cast = await assemble(site.place)
    await seeded(site.place, cast)
    app = make_console(site.place.engine, SETTINGS)
    people = {role: cast[role] for role in ROLES}
    people["of a cohort"] = await _coordinator_of_a_cohort(site)
    return County(Desk(site, cast), people, list(_routes(app.routes)))


async def _coordinator_of_a_cohort(site: Site) -> str:
    engine = site.place.engine
    rows = read_cohort(text(other(0), other(1)).encode(), engine.clock.now().date())
    await launch(engine, rows, "autumn", lambda *_: None)
    launched = await engine.store.reader.overviews(cohort="autumn")
    return launched[0].coordinator


def _routes(routes: Iterable[BaseRoute]) -> Iterator[Route]:
    """Every route, those of routers within too; none has a prefix."""
    for one in routes:
        if isinstance(one, Route):
            yield one
        elif isinstance(inner := getattr(one, "original_router", None), Router):
            yield from _routes(inner.routes)


@pytest.mark.parametrize("part", PARTS)
async def test_every_page_in_every_role_is_well_full_empty_and_in_error(
    county: County, part: str
) -> None:
    wrong: dict[str, list[str]] = {}
    roles, theirs = PARTS[part]
    for role in roles:
        page = await county.desk.site.signed_in(county.people[role])
        waiting, seen, counted = list(TYPED), set(TYPED), dict[str, int]()
        while waiting:
            path = waiting.pop(0)
            route = county.route(urlsplit(path).path)
            if not _worth(county, role, route, path, counted):
                continue
            answer = await page.goto(path)
            assert answer is not None
            county.come_to.add(route)
            fresh = [one for one in await _links(page) if one not in seen]
            seen.update(fresh)
            waiting += fresh
            found = await _looked_at(county, page, role, route)
            if answer.status >= 500:
                found.append(f"answers {answer.status}")
            elif route.endswith("/act/{kind}"):
                found += await _in_error(page)
            if found:
                wrong[f"{role} {path}"] = found
        await page.context.close()
    assert wrong == {}
    every = {one for one in _pages(county.routes) if bool(IN_COACHING.search(one)) == theirs}
    assert len(every) > 5
    assert every - county.come_to == set(), "no link leads there"


def _pages(routes: Iterable[Route]) -> set[str]:
    return {
        one.path
        for one in routes
        if "GET" in (one.methods or ()) and not NOT_PAGES.search(one.path)
    }


async def _in_error(page: Page) -> list[str]:
    """What is wrong with a form that was sent as it stood, where it asks for anything."""
    if not await page.evaluate(_ASKS, say("form.optional")):
        return []
    async with page.expect_navigation() as sending:
        await page.locator("main form[method=post] button[type=submit]:not([name])").first.click()
    answer = await sending.value
    assert answer is not None
    wrong = [] if answer.status == 422 else [f"answers {answer.status}"]
    wrong += [] if await page.get_by_role("alert").count() else ["says nothing of what is missing"]
    wrong += [*await axe(page), *await frame(page), *complaints_of(page)]
    return [f"sent empty: {one}" for one in wrong]


def _worth(county: County, role: str, route: str, path: str, counted: dict[str, int]) -> bool:
    """Whether to open it: each act once in a run, others a few times in each role."""
    if route.endswith("/act/{kind}"):
        kind = urlsplit(path).path.rpartition("/")[2]
        new = kind not in county.acts
        county.acts.add(kind)
        return new
    counted[route] = counted.get(route, 0) + 1
    every, roles = AT_EVERY_STAGE
    return counted[route] <= (1 if route in ALIKE else OF_EACH) or (
        route == every and role in roles
    )


async def _links(page: Page) -> list[str]:
    found = await page.evaluate(
        "() => [...document.querySelectorAll('a[href]')].map((a) => a.href)"
    )
    here = urlsplit(page.url)
    paths = (urlsplit(one) for one in found)
    return [
        one.path + (f"?{one.query}" if one.query else "")
        for one in paths
        if one.netloc == here.netloc and not NOT_PAGES.search(one.path)
    ]


async def _looked_at(county: County, page: Page, role: str, route: str) -> list[str]:
    name = re.sub(r"\W+", "-", f"{role} {urlsplit(page.url).path[:60]}")
    wrong = await inspect(page, keys=route not in county.by_keys)
    county.by_keys.add(route)
    await look(page, f"{name}-desk")
    await page.set_viewport_size({"width": 360, "height": 740})
    wrong += [f"at 360 px: {one}" for one in await frame(page)]
    await look(page, f"{name}-phone")
    await page.set_viewport_size({"width": 1280, "height": 900})
    return wrong
