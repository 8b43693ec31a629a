"""Whatever gives an engagement's text through the API leaves a line of who read, not of what."""

import pytest
from structlog.testing import capture_logs

from tests.console.api.calling import Office
from tests.console.api.test_somebody_elses import paths

pytestmark = pytest.mark.servers

NO_TEXT = {"/engagements/{engagement_id}/missing", "/engagements/{engagement_id}/acts"}
"""What is still wanted and what can be done: words of ours."""


async def test_every_text_of_an_engagement_is_noted_as_read(office: Office) -> None:
    await office.act("coach", "look_at_readiness", note="Ready for word-of-theirs")
    unnoted, opened = [], 0
    for method, path in paths(office):
        if method != "GET" or path in NO_TEXT:
            continue
        at = path.format(engagement_id=office.told.id, name="agreement", entry="x")
        with capture_logs() as logs:
            answer = await office.get("coach", at)
        assert answer.status_code in (200, 404), at
        assert "word-of-theirs" not in str(logs)
        if answer.status_code == 404:
            continue
        opened += 1
        noted = [(one["person"], one["engagement"]) for one in logs if one["event"] == "text read"]
        if noted != [(office.cast["coach"], office.told.id)]:
            unnoted.append(at)
    assert unnoted == []
    assert opened > 6


async def test_facts_that_a_system_is_given_are_no_reading(office: Office) -> None:
    with capture_logs() as logs:
        assert (await office.get("system", office.at)).status_code == 200
    assert [one for one in logs if one["event"] == "text read"] == []
