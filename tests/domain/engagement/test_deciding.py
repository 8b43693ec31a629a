"""Deciding on a cycle: all of it rated, talked over, looked back on; what is left is carried."""

from datetime import timedelta

from domain.base.refusals import RequirementUnmet
from domain.engagement.cycles import undiscussed
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    PEER,
    SUPERVISOR,
    advances,
    enrolls,
    evaluated,
    group,
    in_feedback,
    in_practice,
    is_shown,
    observes,
    peers,
    reflects,
    talks_over,
)


def test_a_decision_waits_for_the_evaluation() -> None:
    story = in_feedback()
    assert story.refuses(LEARNER, "decide_next", decision="closing") == "too_early"
    story = evaluated()
    story.does(LEARNER, "set_goal", goal=_another_goal(), command_id="goal-new")
    refused = story.refusal(LEARNER, "decide_next", decision="another_cycle")
    assert isinstance(refused, RequirementUnmet)
    assert set(refused.missing) == {"goals_confirmed", "goals_rated"}


def _another_goal() -> dict[str, str]:
    return {
        "scale": "smart",
        "specific": "Ask first",
        "measurable": "In each visit",
        "achievable": "Yes",
        "result_focused": "Families are heard",
        "due": "2027-08-01",
    }


def test_a_new_cycle_asks_for_commitment_anew() -> None:
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_cycle")
    assert (story.stage, story.engagement.cycle.number) == ("practice", 2)
    assert story.engagement.checkpoint is not None
    assert story.engagement.checkpoint.reason == "new_cycle"


def test_changed_goals_ask_once_for_the_new_cycle() -> None:
    story = evaluated()
    story.does(COACH, "decide_next", decision="change_goals")
    assert story.stage == "joint_planning"
    assert story.kinds()[-4:] == [
        "next_decided",
        "cycle_started",
        "stage_entered",
        "checkpoint_opened",
    ]


def test_a_rating_given_before_the_cycles_practice_counts_for_nothing() -> None:
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_cycle")
    story.does(LEARNER, "rate_goal", goal="goal-1", rating=9)
    enrolls(story)
    is_shown(story)
    observes(story)
    advances(story)
    reflects(story)
    story.does(COACH, "prepare_conversation", note="x")
    advances(story)
    talks_over(story)
    due = story.now.date() + timedelta(days=9)
    story.does(COACH, "agree_next_step", step="x", owner=LEARNER, due=due)
    advances(story)
    assert "goals_rated" in story.missing()
    story.does(LEARNER, "rate_goal", goal="goal-1", rating=9)
    assert "goals_rated" not in story.missing()


def test_a_next_step_from_before_the_conversation_does_not_meet_the_gate_of_feedback() -> None:
    story = in_practice()
    due = story.now.date() + timedelta(days=9)
    step = {"step": "Write one", "owner": LEARNER, "due": due}
    story.does(COACH, "agree_next_step", **step)
    is_shown(story)
    observes(story)
    advances(story)
    reflects(story)
    story.does(COACH, "prepare_conversation", note="x")
    advances(story)
    talks_over(story)
    assert story.missing() == ("next_steps",)
    story.does(COACH, "agree_next_step", **step)
    assert story.missing() == ()


def test_each_learner_rates_their_own_goals() -> None:
    story = group(evaluated, size=2)
    rating = story.engagement.records
    mine = [one for one in rating.values() if one.record == "rating" and one.by == GROUP[1]]
    story.does(GROUP[1], "retract_entry", entry=mine[0].entry_id, reason="Not sure yet")
    assert "goals_rated" in story.missing()


def test_what_was_observed_at_evaluation_is_talked_over_before_a_decision() -> None:
    story = evaluated()
    late = observes(story)
    refused = story.refusal(LEARNER, "decide_next", decision="closing")
    assert (refused.code, refused.facts["observations"]) == ("observation_undiscussed", (late,))
    reflects(story)
    talks_over(story)
    story.does(LEARNER, "rate_goal", goal="goal-1", rating=7)
    story.does(LEARNER, "decide_next", decision="closing")


def test_or_it_is_carried_into_the_next_cycle_by_name() -> None:
    story = evaluated()
    late = observes(story)
    story.does(LEARNER, "decide_next", decision="another_cycle", carry=[late])
    assert [one.entry_id for one in undiscussed(story.engagement)] == [late]
    assert "observation" in story.missing(), "this cycle has an observation of its own"
    enrolls(story)
    is_shown(story)
    fresh = observes(story)
    advances(story)
    reflects(story)
    story.does(COACH, "prepare_conversation", note="x")
    advances(story)
    assert "observations_discussed" in story.missing()
    talk = talks_over(story)
    covered = story.engagement.records[talk]
    assert covered.record == "conversation"
    assert set(covered.covers) == {late, fresh}
    assert "observations_discussed" not in story.missing()


def test_closing_carries_nothing_and_what_was_talked_over_is_not_carried() -> None:
    story = evaluated()
    done = next(o.entry_id for o in story.engagement.records.values() if o.record == "observation")
    late = observes(story)
    closing = {"decision": "closing", "carry": [late]}
    assert story.refuses(LEARNER, "decide_next", **closing) == "observation_undiscussed"
    again = {"decision": "another_cycle", "carry": [done, late]}
    assert story.refuses(LEARNER, "decide_next", **again) == "observation_discussed"


def test_peers_have_no_coach_to_change() -> None:
    story = peers(evaluated)
    refused = story.refuses(PEER, "decide_next", decision="another_coach")
    assert refused == "no_coach_to_change"
    story.does(PEER, "decide_next", decision="another_cycle")


def test_others_learn_the_decision_and_not_what_is_carried() -> None:
    story = evaluated()
    late = observes(story)
    story.does(LEARNER, "decide_next", decision="another_cycle", carry=[late])
    for person in (SUPERVISOR, COORDINATOR):
        (known,) = story.knows(person, "next_decided")
        assert known["decision"] == "another_cycle"
        assert "carried" not in known
    assert story.knows(COACH, "next_decided")[0]["carried"] == [late]


def test_review_and_assessment_are_between_learner_and_coach() -> None:
    story = evaluated()
    for person in (SUPERVISOR, COORDINATOR):
        assert story.knows(person, "cycle_reviewed") == []
        assert story.knows(person, "relationship_assessed") == []
    assert len(story.knows(LEARNER, "relationship_assessed")) == 2
