"""A mistake is taken back by its author, unless others have built on it."""

from datetime import timedelta

from tests.domain.given import (
    COACH,
    LEARNER,
    SUPERVISOR,
    Story,
    in_feedback,
    in_practice,
)
from tests.domain.refusing import refused


def test_only_the_author_retracts() -> None:
    story = in_feedback()
    entry = story.engagement.cycle.observations[0].entry_id
    refused(story, "not_author", LEARNER, "retract_entry", entry=entry, reason="x")
    story.does(COACH, "retract_entry", entry=entry, reason="Wrong plan")
    assert story.engagement.cycle.observations == ()


def _retract(story: Story, by: str, entry: str) -> None:
    story.does(by, "retract_entry", entry=entry, reason="A mistake")


def test_what_others_built_on_is_not_taken_back() -> None:
    story = in_feedback()
    reflection = story.engagement.cycle.reflections[0].entry_id
    conversation = story.does(COACH, "hold_conversation", summary="x")
    for by, entry in ((LEARNER, reflection), (LEARNER, "goal-1")):
        refused(story, "entry_built_on", by, "retract_entry", entry=entry, reason="x")
    story.does(COACH, "give_feedback", rung="clarify")
    refused(story, "entry_built_on", COACH, "retract_entry", entry=conversation, reason="x")
    plan = story.engagement.plan
    assert plan is not None
    refused(story, "entry_built_on", SUPERVISOR, "retract_entry", entry=plan.entry_id, reason="x")


def test_a_conversation_put_down_by_mistake_was_never_held() -> None:
    story = in_feedback()
    conversation = story.does(COACH, "hold_conversation", summary="The wrong learner's")
    _retract(story, COACH, conversation)
    assert "conversation" in story.missing()
    assert "observation_not_discussed" in story.owed_to(COACH, by=story.now + timedelta(days=3))
    _retract(story, LEARNER, story.engagement.cycle.reflections[0].entry_id)
    refused(story, "reflection_first", COACH, "hold_conversation", summary="x")


def test_taking_the_only_next_step_back_leaves_none_in_its_own_cycle() -> None:
    story = in_feedback()
    due = story.now.date() + timedelta(days=9)
    step = story.does(COACH, "agree_next_step", step="x", owner=LEARNER, due=due)
    assert "next_steps" not in story.missing()
    _retract(story, COACH, step)
    assert "next_steps" in story.missing()


def test_a_debrief_taken_back_waits_for_nobody() -> None:
    story = in_practice()
    debrief = story.does(COACH, "write_debrief", joint=False, text="x")
    _retract(story, COACH, debrief)
    assert story.engagement.debriefs_unseen == ()
    refused(story, "unknown_entry", LEARNER, "see_debrief", debrief=debrief)
