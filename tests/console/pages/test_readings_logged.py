"""Every page that shows an engagement's text leaves a line of who read, never of what it said."""

import pytest
from structlog.testing import capture_logs

from tests.console.pages.house import fresh_word
from tests.console.pages.visiting import Office, no_such, routes

pytestmark = pytest.mark.servers

NO_TEXT = {"/engagements/{engagement_id}/live"}
"""Tells that there is something new, and no more."""
_FILLED = {
    "kind": "look_at_readiness",
    "name": "agreement",
    "instrument": "working_relationship",
    "rubric": "case_plan",
    "entry": "x",
}


async def test_every_page_of_an_engagement_is_noted_as_read(office: Office) -> None:
    word = fresh_word()
    await office.told.does("coach", "look_at_readiness", note=word)
    unnoted, opened = [], 0
    for method, path in routes(office):
        if method != "GET" or "{engagement_id}" not in path or path in NO_TEXT:
            continue
        at = path.format(engagement_id=office.told.id, **_FILLED)
        with capture_logs() as logs:
            answer = await office.get("coach", at)
        assert answer.status_code in (200, 404), at
        assert word not in str(logs)
        if answer.status_code == 404:
            continue
        opened += 1
        readings = [one for one in logs if one["event"] == "text read"]
        if [(one["person"], one["engagement"]) for one in readings] != [
            (office.cast["coach"], office.told.id)
        ]:
            unnoted.append(at)
    assert unnoted == []
    assert opened > 6


async def test_every_refusal_is_noted(office: Office) -> None:
    asked = no_such()
    unnoted = []
    for method, path in routes(office):
        if method == "GET" and "{engagement_id}" in path:
            with capture_logs() as logs:
                answer = await office.get("coach", path.format(engagement_id=asked, **_FILLED))
            assert answer.status_code == 404, path
            if not [one for one in logs if one["event"] == "refused" and one["asked"] == asked]:
                unnoted.append(path)
    assert unnoted == []
