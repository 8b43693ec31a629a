"""Who has no part in an engagement is told that, and nothing of how it stands."""

from collections.abc import Callable

import pytest

from tests.domain.engagement.random_acts import ACTS, BY_ENTRY
from tests.domain.given import COORDINATOR, Story, closed, group, in_feedback, launched, peers


def paused() -> Story:
    story = in_feedback()
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    return story


def ended() -> Story:
    story = in_feedback()
    story.does(COORDINATOR, "end_engagement", reason="The program is over")
    return story


@pytest.mark.parametrize("kind", sorted({*ACTS, *BY_ENTRY} - {"answer_concern"}))
@pytest.mark.parametrize("beginning", [launched, in_feedback, paused, closed, ended, group, peers])
def test_a_stranger_is_told_that_they_have_no_part(
    beginning: Callable[..., Story], kind: str
) -> None:
    story = beginning()
    fields = dict(ACTS.get(kind, {}))
    if kind in BY_ENTRY:
        name, rest = BY_ENTRY[kind]
        fields = {name: "c1", **rest}
    if kind == "note_handoff_delivered":
        fields["about"] = list(story.engagement.learners)
    assert story.refuses("stranger", kind, **fields) == "not_in_engagement"


def test_a_concern_is_unknown_to_whoever_does_not_handle_it() -> None:
    story = in_feedback()
    concern = story.does("learner-1", "raise_concern", concern="Too much at once")
    for who in ("stranger", "coach-1", "learner-1"):
        refused = story.refuses(who, "answer_concern", concern=concern, answer="x")
        assert refused == "unknown_entry"
