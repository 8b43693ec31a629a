"""A learner who can't be reached at closing: waited for, reminded twice, then gone on without."""

from domain.engagement.closings import handoff_of
from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    SUPERVISOR,
    acknowledges,
    group,
    in_closing,
    sees_handoff,
)


def test_the_coach_goes_on_once_the_wait_is_over() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    refusal = story.refusal(COACH, "go_on_without_learner", reason="No answer")
    assert refusal.code == "wait_first"
    assert refusal.facts["day"] == "2027-03-15"
    story.later(14)
    assert "learner_not_reached" in story.owed_to(COACH)
    story.does(COACH, "go_on_without_learner", reason="Three calls, two letters")
    story.does(COACH, "produce_handoff")
    story.later(0.1)
    story.does(COACH, "advance_stage")
    acknowledges(story)
    assert story.engagement.status == "following_up"


def test_the_learner_is_reminded_twice_within_the_wait() -> None:
    story = in_closing()
    due = [d for d in story.duties() if d.name == "results" and d.recipient == LEARNER]
    assert [d.what for d in due] == ["results/1#1", "results/1#2"]
    last = [d.due for d in story.duties() if d.name == "learner_not_reached"]
    assert due[0].due < due[1].due < last[0]


def test_in_a_closing_that_begins_anew_the_learner_is_reminded_anew() -> None:
    story = in_closing()
    waiting = ("results", "learner_not_reached")
    before = {d.key for d in story.duties() if d.name in waiting}
    story.does(COACH, "go_back", to="evaluation")
    story.does(COACH, "start_closing")
    after = {d.key for d in story.duties() if d.name in waiting}
    assert len(after) == len(before)
    assert after.isdisjoint(before), "who was never asked again is not waited for in vain"


def test_nothing_of_the_learners_own_goes_out() -> None:
    story = in_closing()
    story.does(LEARNER, "tell_results", results="Private pride", what_helps=["My sister"])
    story.does(COACH, "produce_handoff")
    story.later(14.1)
    story.does(COACH, "go_on_without_learner", reason="No answer")
    story.does(COACH, "produce_handoff")
    found = handoff_of(story.engagement, LEARNER)
    assert found is not None
    content = found.content
    assert content is not None
    assert content.unseen
    assert (content.results, content.what_helps, content.next_steps) == (None, (), ())
    seen = str(story.sees(SUPERVISOR))
    assert "Private pride" not in seen
    assert "My sister" not in seen
    assert "No answer" not in seen
    assert story.knows(SUPERVISOR, "handoff_produced")[0]["unseen"] is True
    assert story.knows(COORDINATOR, "learner_not_reached") == []


def test_the_wait_begins_when_something_waits_for_the_learner() -> None:
    story = in_closing()
    story.later(10)
    story.does(LEARNER, "tell_results")
    assert story.refuses(COACH, "go_on_without_learner", reason="x") == "not_waited_for"
    story.does(COACH, "produce_handoff")
    story.later(10)
    assert story.refuses(COACH, "go_on_without_learner", reason="x") == "wait_first"
    sees_handoff(story)
    assert story.refuses(COACH, "go_on_without_learner", reason="x") == "not_waited_for"


def test_the_wait_stands_still_in_a_pause() -> None:
    story = in_closing()
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    story.later(30)
    story.does(COORDINATOR, "resume_engagement")
    assert story.refuses(COACH, "go_on_without_learner", reason="x") == "wait_first"


def test_a_learner_who_comes_back_tells_and_sees_after_all() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    story.later(14.1)
    story.does(COACH, "go_on_without_learner", reason="No answer")
    story.does(LEARNER, "tell_results", results="I was on leave")
    story.does(COACH, "produce_handoff")
    found = handoff_of(story.engagement, LEARNER)
    assert found is not None
    assert not found.unseen
    assert "handoff_seen" in story.missing()


def test_only_the_coach_and_one_learner_at_a_time() -> None:
    story = group(in_closing, size=3)
    story.later(15)
    one, two, _ = story.learners
    assert story.refuses(SUPERVISOR, "go_on_without_learner", reason="x") == "role_may_not"
    assert story.refuses(COACH, "go_on_without_learner", reason="x") == "learner_unnamed"
    both = {"about": [one, two], "reason": "x"}
    assert story.refuses(COACH, "go_on_without_learner", **both) == "one_learner_at_a_time"
    story.does(COACH, "go_on_without_learner", about=[one], reason="x")
    assert "results_told" in story.missing()
