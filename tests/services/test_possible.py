"""Acts offered to a person: those the rules let them do now, never one that is the engine's."""

from datetime import timedelta

import pytest

from domain.engagement.records.practice import Observation
from domain.words.catalogue import Catalogue
from services.acts.kinds import Refers, acts, references
from services.acts.nameable import nameable, nothing_to_name, settled
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


def test_what_there_is_nothing_to_do_about_is_not_offered() -> None:
    story = launched()
    about_entries = {
        "answer_barrier",
        "answer_follow_up",
        "cancel_session",
        "complete_next_step",
        "fill_sheet",
        "go_back",
        "note_report",
        "rate_goal",
        "retract_entry",
        "tell_of_disclosure",
    }
    assert not about_entries & (_can(story, LEARNER) | _can(story, COACH))
    story.does(COACH, "schedule_session", starts=story.now + timedelta(days=1))
    assert {"cancel_session", "retract_entry"} <= _can(story, COACH)
    assert "retract_entry" not in _can(story, LEARNER), "only its author takes something back"
    assert "hold_session" not in _can(story, COACH), "its time has not come"
    story.now += timedelta(days=2)
    assert {"hold_session", "miss_session"} <= _can(story, COACH)


def test_going_back_is_offered_where_there_is_an_earlier_stage() -> None:
    assert "go_back" not in _can(launched(), COACH)
    story = in_practice()
    assert "go_back" in _can(story, COACH)
    assert settled(story.engagement, "go_back", "to") == ("initial_interest", "joint_planning")


def test_each_act_that_may_have_nothing_to_be_about_says_why_and_what_comes_first() -> None:
    story, words = launched(), Catalogue("services.words")
    found = {
        kind
        for kind, cls in acts().items()
        if nothing_to_name(story.engagement, kind, cls.model_fields, LEARNER, story.now)
    }
    assert {"go_back", "rate_goal", "see_debrief"} <= found
    for kind in found - {"decide_next", "tell_results"}:
        assert words.has(f"trouble.nothing_for_{kind}.what"), kind
        assert words.has(f"trouble.nothing_for_{kind}.remedy"), kind


def test_of_each_field_that_names_an_entry_it_is_known_which_it_can_name() -> None:
    story = in_practice()
    for kind, cls in acts().items():
        for field, refers in references(cls).items():
            if refers is Refers.ENTRY and field != "corrects":
                found = nameable(story.engagement, kind, field, LEARNER, story.now)
                assert found is not None, f"{kind}.{field}"


def test_only_what_was_not_talked_over_can_be_carried_into_another_round() -> None:
    story = in_feedback()
    seen = [one.entry_id for one in story.engagement.every(Observation)]
    carry = (story.engagement, "decide_next", "carry", COACH, story.now)
    assert nameable(*carry) == tuple(seen) != ()
    story.does(COACH, "hold_conversation", summary="What worked")
    assert nameable(story.engagement, *carry[1:]) == ()


@pytest.mark.parametrize(
    "kind",
    ["notice_stall", "mark_checkpoint_overdue", "end_following_up", "note_handoff_delivered"],
)
def test_the_engines_acts_are_offered_to_nobody(kind: str) -> None:
    assert kind not in acts()
    for person in (LEARNER, COACH, SUPERVISOR, COORDINATOR):
        assert kind not in _can(in_practice(), person)
