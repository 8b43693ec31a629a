"""Reflection first, then the conversation, then rung by rung."""

from tests.domain.given import (
    COACH,
    LEARNER,
    PEER,
    Story,
    in_feedback,
    in_practice,
    peers_in_practice,
)
from tests.domain.refusing import refused


def test_feedback_comes_only_after_reflection() -> None:
    story = in_practice()
    refused(story, "too_early", COACH, "give_feedback", rung="clarify")
    story = in_feedback()
    entry = story.engagement.cycle.reflections[0].entry_id
    story.does(LEARNER, "retract_entry", entry=entry, reason="Written too soon")
    refused(story, "reflection_first", COACH, "hold_conversation", summary="x")
    refused(story, "reflection_first", COACH, "give_feedback", rung="clarify")


def test_the_rungs_are_climbed_in_order_and_may_be_none() -> None:
    story = in_feedback()
    refused(story, "conversation_first", COACH, "give_feedback", rung="clarify")
    story.does(COACH, "hold_conversation", summary="x")
    wrong = refused(story, "rung_out_of_order", COACH, "give_feedback", rung="concerns")
    assert wrong.facts["next"] == "clarify"
    for rung in ("clarify", "value", "concerns", "suggest", "thank"):
        story.does(COACH, "give_feedback", rung=rung)
    assert "feedback_ladder" not in story.missing()
    refused(story, "feedback_complete", COACH, "give_feedback", rung="thank")


def _observes(story: Story) -> None:
    seen = {"setting": "x", "medium": "work_sample", "clients_present": False}
    story.does(COACH, "record_observation", ratings={"tone": 3}, **seen)


def test_what_is_observed_after_a_conversation_is_reflected_on_before_feedback() -> None:
    story = in_feedback()
    story.does(COACH, "hold_conversation", summary="x")
    for rung in ("clarify", "value", "concerns", "suggest", "thank"):
        story.does(COACH, "give_feedback", rung=rung)
    _observes(story)
    assert "conversation" in story.missing()
    refused(story, "reflection_first", COACH, "hold_conversation", summary="y")
    story.does(LEARNER, "write_reflection", answers={"aim": "x"})
    story.does(COACH, "hold_conversation", summary="y")
    assert "feedback_ladder" in story.missing(), "a ladder for what was observed since"
    story.does(COACH, "give_feedback", rung="clarify")


def test_a_second_talk_on_the_same_goes_on_with_the_same_ladder() -> None:
    story = in_feedback()
    story.does(COACH, "hold_conversation", summary="x")
    story.does(COACH, "give_feedback", rung="clarify")
    story.does(COACH, "hold_conversation", summary="y")
    refused(story, "rung_out_of_order", COACH, "give_feedback", rung="clarify")
    story.does(COACH, "give_feedback", rung="value")


def test_a_rung_put_down_wrongly_is_said_anew() -> None:
    story = in_feedback()
    story.does(COACH, "hold_conversation", summary="x")
    story.does(COACH, "give_feedback", rung="clarify", said="Wrong learner")
    story.does(COACH, "give_feedback", rung="clarify", said="Right", corrects=True)
    assert story.engagement.cycle.ladder == ("clarify",)
    ahead = {"rung": "thank", "corrects": True}
    refused(story, "rung_out_of_order", COACH, "give_feedback", **ahead)


def test_peers_share_reflections_instead() -> None:
    story = peers_in_practice()
    story.does(PEER, "record_demonstration", shown_by="x", setting="y", clients_present=False)
    _observes_as(story, LEARNER)
    story.does(LEARNER, "advance_stage")
    for person in (LEARNER, PEER):
        story.does(person, "write_reflection", answers={"aim": "x"})
    story.does(PEER, "prepare_conversation", note="x")
    story.does(PEER, "advance_stage")
    story.does(LEARNER, "hold_conversation", summary="x")
    refused(story, "peers_share", LEARNER, "give_feedback", rung="clarify")
    story.does(LEARNER, "share_reflection", shared="x")
    assert "shared_reflection" in story.missing()
    story.does(PEER, "share_reflection", shared="y")
    assert story.missing() == ("next_steps",)


def _observes_as(story: Story, coach: str) -> None:
    seen = {"setting": "x", "medium": "work_sample", "clients_present": False}
    story.does(coach, "record_observation", ratings={"tone": 3}, **seen)
