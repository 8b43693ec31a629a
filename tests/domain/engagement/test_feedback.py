"""Reflection first, then the conversation, then rung by rung; a ladder for each learner."""

from typing import Any

import pytest

from domain.engagement.cycles import ladder, undiscussed
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    PEER,
    RUNGS,
    SUPERVISOR,
    Story,
    group,
    in_feedback,
    in_practice,
    is_shown,
    observes,
    peers,
    practices,
    reflects,
    talks_over,
)


def talks(story: Story, learner: str = LEARNER) -> str:
    return story.does(COACH, "hold_conversation", about=[learner], summary="What worked")


def gives(story: Story, rung: str, learner: str = LEARNER, **fields: Any) -> str:
    return story.does(COACH, "give_feedback", about=[learner], rung=rung, **fields)


def test_feedback_comes_only_after_reflection() -> None:
    assert in_practice().refuses(COACH, "give_feedback", rung="clarify") == "too_early"
    story = in_practice()
    is_shown(story)
    observes(story)
    story.does(COACH, "advance_stage")
    reflection = reflects(story)
    story.does(COACH, "prepare_conversation", note="x")
    story.does(COACH, "advance_stage")
    story.does(LEARNER, "retract_entry", entry=reflection, reason="Written too soon")
    assert story.refuses(COACH, "hold_conversation", summary="x") == "reflection_first"
    assert story.refuses(COACH, "give_feedback", rung="clarify") == "reflection_first"


def test_a_reflection_written_before_the_observation_is_none_on_it() -> None:
    story = in_practice()
    is_shown(story)
    reflects(story)
    observes(story)
    story.does(COACH, "advance_stage")
    assert "reflection" in story.missing()
    early = reflects(story)
    assert "reflection" not in story.missing()
    observes(story)
    assert "reflection" in story.missing(), "on what was observed since"
    story.does(LEARNER, "write_reflection", answers={"aim": "Said better"}, corrects=early)
    assert "reflection" in story.missing(), "a correction is as old as what it corrects"


def test_the_rungs_are_climbed_in_order_and_may_be_none() -> None:
    story = in_feedback()
    assert story.refuses(COACH, "give_feedback", rung="clarify") == "conversation_first"
    talks(story)
    wrong = story.refusal(COACH, "give_feedback", rung="concerns")
    assert (wrong.code, wrong.facts["next"]) == ("rung_out_of_order", "clarify")
    for rung in RUNGS:
        assert "feedback_ladder" in story.missing()
        gives(story, rung)
    assert "feedback_ladder" not in story.missing()
    assert story.refuses(COACH, "give_feedback", rung="thank") == "feedback_complete"


def test_what_is_observed_after_a_conversation_is_reflected_on_before_feedback() -> None:
    story = in_feedback()
    talks_over(story)
    observes(story)
    assert {"conversation", "observations_discussed"} <= set(story.missing())
    assert story.refuses(COACH, "hold_conversation", summary="y") == "reflection_first"
    reflects(story)
    talks(story)
    assert "feedback_ladder" in story.missing(), "a ladder for what was observed since"
    gives(story, "clarify")


def test_a_second_talk_on_the_same_goes_on_with_the_same_ladder() -> None:
    story = in_feedback()
    talks(story)
    gives(story, "clarify")
    talks(story)
    assert story.refuses(COACH, "give_feedback", rung="clarify") == "rung_out_of_order"
    gives(story, "value")


def test_a_rung_put_down_wrongly_is_said_anew_or_taken_back() -> None:
    story = in_feedback()
    talks(story)
    clarify, value = gives(story, "clarify", said="Wrong learner"), gives(story, "value")
    gives(story, "clarify", said="Right", corrects=clarify)
    assert ladder(story.engagement, LEARNER) == ("clarify", "value")
    ahead = {"rung": "thank", "corrects": value}
    assert story.refuses(COACH, "give_feedback", **ahead) == "rung_out_of_order"
    story.does(COACH, "retract_entry", entry=clarify, reason="Not said")
    assert story.refuses(COACH, "give_feedback", rung="concerns") == "rung_out_of_order"
    gives(story, "clarify")
    gives(story, "concerns")


def test_each_learner_of_a_group_has_a_ladder_of_their_own() -> None:
    story = group(in_feedback, size=2)
    one, two = GROUP[:2]
    unnamed = {"rung": "clarify"}
    talks_over(story, one)
    assert story.refuses(COACH, "give_feedback", **unnamed) == "learner_unnamed"
    both = {"rung": "clarify", "about": [one, two]}
    assert story.refuses(COACH, "give_feedback", **both) == "one_learner_at_a_time"
    first = {"rung": "clarify", "about": [two]}
    assert story.refuses(COACH, "give_feedback", **first) == "conversation_first"
    assert {"conversation", "observations_discussed", "feedback_ladder"} <= set(story.missing())
    talks(story, two)
    gives(story, "clarify", two)
    assert (ladder(story.engagement, one), ladder(story.engagement, two)) == (RUNGS, ("clarify",))
    assert "feedback_ladder" in story.missing()
    for rung in RUNGS[1:]:
        gives(story, rung, two)
    assert "feedback_ladder" not in story.missing()


def test_feedback_is_that_learners_and_the_coachs() -> None:
    story = group(in_feedback, size=2)
    talks_over(story, GROUP[0])
    assert len(story.knows(GROUP[0], "feedback_given")) == 5
    for other in (GROUP[1], SUPERVISOR, COORDINATOR):
        assert story.knows(other, "feedback_given") == []
        assert story.knows(other, "conversation_held") == []


def test_a_conversation_with_two_waits_for_both_reflections() -> None:
    story = group(in_practice, size=2)
    is_shown(story)
    for learner in GROUP[:2]:
        observes(story, learner)
    story.does(COACH, "advance_stage")
    mine = reflects(story, GROUP[0])
    reflects(story, GROUP[1])
    story.does(COACH, "prepare_conversation", note="x")
    story.does(COACH, "advance_stage")
    story.does(GROUP[0], "retract_entry", entry=mine, reason="Unfinished")
    both = {"about": list(GROUP[:2]), "summary": "x"}
    assert story.refuses(COACH, "hold_conversation", **both) == "reflection_first"
    talks(story, GROUP[1])
    assert [one.about for one in undiscussed(story.engagement)] == [(GROUP[0],)]


def test_a_corrected_conversation_covers_what_it_covered() -> None:
    story = in_feedback()
    talk = talks(story)
    observes(story)
    story.does(COACH, "hold_conversation", summary="Said better", corrects=talk)
    assert len(undiscussed(story.engagement)) == 1, "what was observed since is not talked over"


def test_peers_share_reflections_instead() -> None:
    story = peers()
    practices(story)
    assert story.refuses(LEARNER, "give_feedback", rung="clarify") == "peers_share"
    for learner in (LEARNER, PEER):
        talks_over(story, learner)
    story.does(LEARNER, "share_reflection", shared="x")
    assert "shared_reflection" in story.missing()
    story.does(PEER, "share_reflection", shared="y")
    assert story.missing() == ("next_steps",)
    assert story.knows(LEARNER, "reflection_shared")[1]["shared"] == "y"


def test_sharing_in_place_of_feedback_is_for_peers() -> None:
    assert in_feedback().refuses(LEARNER, "share_reflection", shared="x") == "not_peers"


@pytest.mark.parametrize("other", [LEARNER, SUPERVISOR, COORDINATOR])
def test_a_journal_is_its_authors_alone_and_breaks_no_silence(other: str) -> None:
    story = in_practice()
    before = story.engagement.last_act_at
    story.does(COACH, "keep_journal", note="I talked too much")
    assert story.knows(other, "journal_kept") == []
    assert story.knows(COACH, "journal_kept")[0]["note"] == "I talked too much"
    assert story.engagement.last_act_at == before


def test_what_is_private_in_a_reflection_stays_with_the_learner() -> None:
    story = in_practice()
    story.does(LEARNER, "write_reflection", answers={"aim": "To listen"}, private="I was afraid")
    (coach_reads,) = story.knows(COACH, "reflection_written")
    assert coach_reads["answers"] == {"aim": "To listen"}
    assert "private" not in coach_reads
    assert story.knows(LEARNER, "reflection_written")[0]["private"] == "I was afraid"
    assert story.knows(SUPERVISOR, "reflection_written") == []


def test_preparation_is_known_and_its_text_is_the_coachs() -> None:
    story = in_practice()
    story.does(COACH, "prepare_conversation", note="Begin with the words used")
    (fact,) = story.knows(LEARNER, "conversation_prepared")
    assert "note" not in fact


def test_reflections_answer_prompts_there_are() -> None:
    story = in_practice()
    unknown = {"answers": {"nonsense": "x"}}
    assert story.refuses(LEARNER, "write_reflection", **unknown) == "unknown_prompts"
    assert story.refuses(COACH, "write_reflection", answers={"aim": "x"}) == "role_may_not"
