"""Everything that one person can open of an engagement, in one text."""

import httpx

from services.kinds import acts
from services.read import PAPERS

BELOW = ("goals", "conversation", "closing", "seen-by-supervisor", "seen-of-me")
OWN = ("/", "/engagements", "/summaries", "/board", "/profile", "/program", "/mails", "/people")


async def pages_of(browser: httpx.AsyncClient, engagement_id: str, *, forms: bool) -> str:
    """Pages below it and the person's own lists; `forms`: every act's form and its choices too."""
    at = f"/engagements/{engagement_id}"
    paths = [at, *(f"{at}/{name}" for name in BELOW), *OWN]
    paths += [f"{at}/papers/{name}" for name in (*PAPERS, "handoff.pdf")]
    if forms:
        paths += [f"{at}/act/{kind}" for kind in acts()]
    found = []
    for path in paths:
        answer = await browser.get(path)
        assert answer.status_code in (200, 404), (path, answer.status_code)
        found.append(answer.text)
    return "".join(found)
