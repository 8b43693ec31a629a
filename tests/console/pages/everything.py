"""All that one person can open: pages, forms, papers and their PDF, their calendar, a search."""

import re

import httpx

from console.pages.act import ELSEWHERE
from services.acts.kinds import acts
from services.own import calendar_feed
from services.reading.read import PAPERS
from tests.console.pages.house import Browser
from tests.console.signing.doorway import Doorway
from tests.journeys.letters import pdf_text
from tests.journeys.markers import MARK

_BELOW = (
    "",
    "goals",
    "conversation",
    "closing",
    "seen-by-supervisor",
    "seen-of-me",
    "practice",
    "scaling",
    "guide",
    "questionnaires",
    "questionnaires/working_relationship",
    "questionnaires/in_our_words",
)
_OWN = (
    "/",
    "/engagements",
    "/summaries",
    "/profile",
    "/program",
    "/program/report",
    "/program/plan",
    "/program/plan/run_improvement",
    "/agency",
    "/agency/agreement",
    "/agency/settings",
    "/board",
    "/board?order=due&at_risk=yes",
    "/caseload",
    "/people",
    "/cohorts",
    "/mails",
    "/launch",
    "/sessions",
    "/questionnaires",
    "/questionnaires/organizational_trust",
    "/agency/questionnaires",
    "/agency/models",
)
_PRINTED = re.compile(r'href="([^"]+/practice/[^"]+\.pdf)"')


async def everything(door: Doorway, role: str, browser: Browser) -> str:
    """The text of all of it; what is not this person's answers 404 and is searched too."""
    paths = [*_BELOW, *_OWN, *(f"papers/{name}" for name in PAPERS)]
    paths += [
        *(f"act/{kind}" for kind in acts() if kind not in ELSEWHERE),
        browser.at.replace("engagements", "concerns"),
    ]
    found = []
    for path in paths:
        found.append((await _opened(browser, path)).text)
    printed = [f"papers/{name}.pdf" for name in PAPERS]
    seen = (await _opened(browser, "practice")).text
    printed += [path.removeprefix(f"{browser.at}/") for path in _PRINTED.findall(seen)]
    for path in printed:
        pdf = await _opened(browser, path)
        found.append(pdf_text(pdf.content) if pdf.status_code == 200 else pdf.text)
    # Texts are no names: a search for one finds nobody, and counts nobody.
    searched = (await _opened(browser, f"/board?name={MARK}")).text
    assert f'href="{browser.at}"' not in searched
    found.append(searched.replace(MARK, ""))
    found.append(await _calendar(door, role))
    return "".join(found)


async def _opened(browser: Browser, path: str) -> httpx.Response:
    answer = await browser.get(path)
    assert answer.status_code in (200, 404), (path, answer.status_code)
    return answer


async def _calendar(door: Doorway, role: str) -> str:
    """Read without being signed in, as calendar programs do."""
    engine = door.place.engine
    token = await calendar_feed.open_address(engine, await door.person(role))
    async with door.browser() as program:
        answer = await program.get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    return answer.text
