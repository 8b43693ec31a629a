"""Acts offered to a person: those the rules let them do now, never one that is the engine's."""

import pytest

from services.acts.kinds import acts
from services.acts.possible import possible
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    SUPERVISOR,
    Story,
    agreed,
    closed,
    in_feedback,
    in_practice,
    launched,
)


def _can(story: Story, person: str) -> set[str]:
    return set(possible(story.engagement, AGENCY, person, story.now))


def test_each_role_is_offered_its_own_acts() -> None:
    story = in_feedback()
    assert "hold_conversation" in _can(story, COACH)
    assert "give_feedback" not in _can(story, COACH), "the conversation comes first"
    story.does(COACH, "hold_conversation", summary="What worked")
    assert "give_feedback" in _can(story, COACH)
    assert "rate_goal" in _can(story, LEARNER)
    assert "write_reflection" not in _can(story, COACH)
    assert "give_feedback" not in _can(story, LEARNER)
    assert "confirm_goals" in _can(story, SUPERVISOR)
    assert "assign_coach" in _can(story, COORDINATOR)
    assert _can(story, OTHER_COACH) == set()


def test_what_is_too_early_is_not_offered() -> None:
    story = launched()
    assert "give_feedback" not in _can(story, COACH)
    assert "propose_terms" in _can(story, COACH)
    assert "join_agreement" not in _can(story, COACH), "there is nothing to sign yet"
    assert "sign_sustainability_plan" not in _can(story, SUPERVISOR)
    assert "sign_sustainability_plan" in _can(agreed(), SUPERVISOR)


def test_after_closing_only_what_is_open_then_is_offered() -> None:
    story = closed()
    assert "schedule_session" not in _can(story, COACH)
    assert "acknowledge_handoff" in _can(story, SUPERVISOR)


@pytest.mark.parametrize(
    "kind",
    ["notice_stall", "mark_checkpoint_overdue", "end_following_up", "note_handoff_delivered"],
)
def test_the_engines_acts_are_offered_to_nobody(kind: str) -> None:
    assert kind not in acts()
    for person in (LEARNER, COACH, SUPERVISOR, COORDINATOR):
        assert kind not in _can(in_practice(), person)
