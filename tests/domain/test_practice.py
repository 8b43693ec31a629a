"""Demonstration and observation: shown first, watched with consent, rated by a rubric."""

from datetime import timedelta

import pytest

from tests.domain.given import (
    COACH,
    LEARNER,
    evaluated,
    in_feedback,
    in_practice,
)
from tests.domain.refusing import refused


def test_a_demonstration_is_waived_only_after_the_first_cycle_and_by_both() -> None:
    story = in_practice()
    refused(story, "first_cycle_shows", COACH, "waive_demonstration", reason="Seen before")
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_cycle")
    story.does(COACH, "waive_demonstration", reason="Seen")
    assert "demonstration" in story.missing()
    story.does(LEARNER, "waive_demonstration", reason="Seen")
    assert "demonstration" not in story.missing()


@pytest.mark.parametrize(
    ("medium", "present"), [("video", False), ("audio", False), ("live", True)]
)
def test_watching_and_recording_need_consent(medium: str, present: bool) -> None:
    story = in_practice()
    seen = {"setting": "x", "medium": medium, "clients_present": present, "ratings": {"tone": 2}}
    refused(story, "consent_needed", COACH, "record_observation", **seen)
    story.does(COACH, "record_observation", consent=True, **seen)


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_ratings_keep_to_the_rubrics_scale(rating: int) -> None:
    seen = {"setting": "x", "medium": "work_sample", "clients_present": False}
    story = in_practice()
    refused(story, "outside_scale", COACH, "record_observation", ratings={"tone": rating}, **seen)


def test_an_undiscussed_observation_is_reminded_of_soon_and_stops_by_itself() -> None:
    story = in_feedback()
    soon = story.now + timedelta(days=3)
    assert "observation_not_discussed" in story.owed_to(COACH, by=soon)
    story.does(COACH, "hold_conversation", summary="x")
    assert "observation_not_discussed" not in story.owed_to(COACH, by=soon)
