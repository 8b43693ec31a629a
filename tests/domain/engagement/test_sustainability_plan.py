"""The promise for the time after coaching: written, signed by version, kept as signed."""

from datetime import timedelta
from typing import Any

import pytest

from domain.engagement.topics.sustainability import promise_in_force
from domain.engagement.views.handoff import content
from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_SUPERVISOR,
    SUPERVISOR,
    Story,
    hands_over,
    in_closing,
    in_practice,
    launched,
    promises,
)

MORE = {"promised": "An hour every week, for a year", "supervisor_has_skill": True}


def _signs(story: Story, by: str = SUPERVISOR) -> None:
    story.does(by, "sign_sustainability_plan", version=story.version("plan"))


def _promised(story: Story) -> tuple[str, str] | None:
    found = promise_in_force(story.engagement)
    return (found.promised, found.by) if found else None


def test_a_supervisor_without_the_skill_says_who_supports_the_learning() -> None:
    story = launched()
    alone: dict[str, Any] = {"promised": "Time for it", "supervisor_has_skill": False}
    assert story.refuses(SUPERVISOR, "write_sustainability_plan", **alone) == "support_unnamed"
    story.does(SUPERVISOR, "write_sustainability_plan", **alone, supported_by="A senior colleague")
    _signs(story)
    found = promise_in_force(story.engagement)
    assert found is not None
    assert found.supported_by == "A senior colleague"


def test_the_supervisor_signs_the_version_they_read() -> None:
    story = launched()
    sign = {"version": 1}
    assert story.refuses(SUPERVISOR, "sign_sustainability_plan", **sign) == "no_plan"
    promises(story)
    story.does(COACH, "write_sustainability_plan", **MORE)
    refusal = story.refusal(SUPERVISOR, "sign_sustainability_plan", **sign)
    assert refusal.code == "plan_changed"
    assert refusal.facts["version"] == 2
    assert story.refuses(COACH, "sign_sustainability_plan", version=2) == "role_may_not"


@pytest.mark.parametrize("how", ["anew", "as a correction"])
def test_a_signed_plan_rewritten_by_the_coach_stays_promised_as_signed(how: str) -> None:
    """C4: the coach could rewrite a signed plan, and the handoff promised the rewriting."""
    story = launched()
    plan = {"promised": "Two plans a month together", "supervisor_has_skill": True}
    mine = story.does(COACH, "write_sustainability_plan", **plan)
    _signs(story)
    fields = MORE if how == "anew" else {**MORE, "corrects": mine}
    story.does(COACH, "write_sustainability_plan", **fields)
    assert "sustainability_signed" in story.missing()
    assert _promised(story) == ("Two plans a month together", SUPERVISOR)
    _signs(story)
    assert _promised(story) == ("An hour every week, for a year", SUPERVISOR)
    assert "sustainability_signed" not in story.missing()


def test_a_promise_nobody_signed_is_none() -> None:
    story = launched()
    story.does(COACH, "write_sustainability_plan", **MORE)
    assert _promised(story) is None


def test_a_signed_promise_is_not_taken_back() -> None:
    story = launched()
    promises(story)
    found = promise_in_force(story.engagement)
    assert found is not None
    taken = {"entry": found.entry_id, "reason": "Too much"}
    assert story.refuses(SUPERVISOR, "retract_entry", **taken) == "not_retractable"


def test_a_plan_taken_back_leaves_the_one_before_it() -> None:
    story = launched()
    promises(story)
    mine = story.does(COACH, "write_sustainability_plan", **MORE)
    assert "sustainability_signed" in story.missing()
    story.does(COACH, "retract_entry", entry=mine, reason="Not talked over")
    assert "sustainability_signed" not in story.missing()


def test_the_predecessors_promise_stands_under_their_name_until_the_successor_signs() -> None:
    story = in_practice()
    before = _promised(story)
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    assert _promised(story) == before
    assert "sustainability_signed" in story.missing()
    _signs(story, OTHER_SUPERVISOR)
    assert _promised(story) == ("Look at two plans a month together", OTHER_SUPERVISOR)


def test_the_handoff_shows_the_promise_last_signed_and_by_whom() -> None:
    story = in_closing()
    story.does(COACH, "write_sustainability_plan", **MORE)
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    said = content(story.engagement, story.agency, LEARNER, story.now + timedelta(hours=1))
    assert said.promised == "Look at two plans a month together"
    assert said.promised_by == SUPERVISOR


def test_everyone_reads_the_plan() -> None:
    story = in_closing()
    hands_over(story)
    for person in (LEARNER, COACH, SUPERVISOR, COORDINATOR):
        assert story.knows(person, "sustainability_plan_written")[0]["promised"]
