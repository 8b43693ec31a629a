"""The handoff: what the learner tells, seen first, delivered once, acknowledged."""

from domain.engagement.closings import handoff_of
from domain.engagement.views import papers
from domain.engagement.views.handoff import handoff
from domain.engagement.views.handoff_content import HandoffContent
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GARS,
    LEARNER,
    OTHER_SUPERVISOR,
    PEER,
    SMART,
    SUPERVISOR,
    Story,
    acknowledges,
    closed,
    confirms_goals,
    evaluated,
    group,
    hands_over,
    in_closing,
    in_planning,
    launched,
    peers,
    promises,
    sees_handoff,
)


def said(story: Story, learner: str = LEARNER) -> HandoffContent:
    found = handoff_of(story.engagement, learner)
    assert found is not None
    assert found.content is not None
    return found.content


def told(**fields: object) -> Story:
    """In closing, the learner has chosen and the handoff is made."""
    story = in_closing()
    story.does(LEARNER, "tell_results", **fields)
    story.does(COACH, "produce_handoff")
    return story


def test_the_handoff_is_made_of_what_the_learner_chose_and_seen_first() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    assert story.refuses(COACH, "produce_handoff") == "results_first"
    story.does(LEARNER, "tell_results", results="Clearer plans")
    story.does(COACH, "produce_handoff")
    assert not [d for d in story.duties() if d.how == "deliver"]
    sees_handoff(story)
    assert [d.name for d in story.duties() if d.how == "deliver"] == ["handoff"]
    assert story.refuses(LEARNER, "tell_results", results="More") == "handoff_seen"
    assert story.refuses(COACH, "produce_handoff") == "handoff_seen"


def test_the_supervisor_learns_of_results_and_handoff_once_the_learner_saw_it() -> None:
    story = told(results="Clearer plans")
    for kind in ("results_told", "handoff_produced", "handoff_seen"):
        assert story.knows(SUPERVISOR, kind) == []
    sees_handoff(story)
    assert story.knows(SUPERVISOR, "handoff_produced")[0]["content"]["results"] == "Clearer plans"
    assert story.knows(COORDINATOR, "handoff_produced") == []
    assert story.knows(COORDINATOR, "results_told") == []


def test_what_was_told_at_first_never_reaches_the_supervisor() -> None:
    story = told(results="I was in tears")
    story.does(LEARNER, "tell_results", results="Clearer plans")
    assert story.refuses(LEARNER, "see_handoff", version=1) == "no_handoff"
    story.does(COACH, "produce_handoff")
    sees_handoff(story)
    assert "tears" not in str(story.sees(SUPERVISOR))
    assert "Clearer" in str(story.sees(SUPERVISOR))


def test_seeing_names_the_version_that_was_read() -> None:
    story = told()
    story.does(COACH, "produce_handoff")
    refusal = story.refusal(LEARNER, "see_handoff", version=1)
    assert refusal.code == "handoff_changed"
    assert refusal.facts["version"] == 2
    story.does(LEARNER, "see_handoff", version=2)


def test_the_learner_keeps_steps_out_of_the_handoff() -> None:
    story = told()
    assert [step.text for step in said(story).next_steps] == ["Write one more"]
    story.does(LEARNER, "tell_results", steps=[])
    story.does(COACH, "produce_handoff")
    assert said(story).next_steps == ()


def test_the_handoff_does_not_say_what_was_missing() -> None:
    story = in_planning()
    story.does(LEARNER, "start_closing")
    story.does(COACH, "meet_to_close")
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    sees_handoff(story)
    story.later(0.1)
    story.does(COACH, "advance_stage")
    made = handoff_of(story.engagement, LEARNER)
    assert made is not None
    paper = handoff(story.engagement, AGENCY, {}, made).model_dump_json()
    gaps = set(story.engagement.closing.gaps) - set(papers.Handoff.model_fields)
    assert "process_agreed" in gaps
    for gap in gaps:
        assert gap not in paper
        assert gap not in str(story.sees(SUPERVISOR))
    assert story.knows(LEARNER, "engagement_closed")[0]["gaps"]


def test_goals_are_shown_whole_with_measure_and_day() -> None:
    goal = said(told()).goals[0]
    assert (goal.statement, goal.measure) == (SMART["specific"], SMART["measurable"])
    assert goal.due.isoformat() == SMART["due"]


def test_a_goal_that_was_never_confirmed_is_no_goal_as_agreed() -> None:
    story = in_closing()
    story.does(LEARNER, "set_goal", goal=GARS)
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    assert [goal.statement for goal in said(story).goals] == [SMART["specific"]]


def test_another_supervisor_makes_no_goal_vanish_and_takes_over_no_promise() -> None:
    story = in_closing()
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    assert [goal.statement for goal in said(story).goals] == [SMART["specific"]]
    assert said(story).promised_by == SUPERVISOR


def test_the_handoff_shows_the_promise_last_signed_not_the_one_last_written() -> None:
    story = in_closing()
    plan = {"promised": "Look at ten plans a day", "supervisor_has_skill": True}
    story.does(COACH, "write_sustainability_plan", **plan)
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    assert said(story).promised == "Look at two plans a month together"
    promises(story, "Look at four plans a month")
    story.does(COACH, "produce_handoff")
    assert said(story).promised == "Look at four plans a month"
    assert said(story).promised_by == SUPERVISOR


def test_without_a_signature_nothing_is_promised() -> None:
    story = launched()
    story.does(COACH, "start_closing")
    plan = {"promised": "Look at plans", "supervisor_has_skill": True}
    story.does(COACH, "write_sustainability_plan", **plan)
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    assert (said(story).promised, said(story).promised_by) == (None, None)


def test_each_of_a_group_has_a_handoff_of_their_own() -> None:
    story = group(in_closing, size=3)
    one, two, three = story.learners
    story.does(COACH, "meet_to_close")
    story.does(one, "tell_results", results="One's own")
    story.does(two, "tell_results", results="Two's own")
    story.does(COACH, "produce_handoff")
    assert handoff_of(story.engagement, three) is None
    assert story.refuses(COACH, "produce_handoff", about=[three]) == "results_first"
    sees_handoff(story, one)
    story.later(0.1)
    assert [e.about for e in story.events if e.kind == "handoff_delivered"] == [(one,)]
    assert "One's own" in str(story.sees(SUPERVISOR))
    assert "Two's own" not in str(story.sees(SUPERVISOR))
    assert "One's own" not in str(story.sees(two))
    assert "handoff_seen" in story.missing()
    story.does(three, "tell_results")
    story.does(COACH, "produce_handoff")
    assert story.version(f"handoff/{two}") == 1, "what waits to be seen is not made anew"
    for learner in (two, three):
        sees_handoff(story, learner)
    story.later(0.1)
    assert story.missing() == ()


def test_all_handoffs_of_a_group_name_the_same_follow_up_days() -> None:
    story = group(in_closing, size=2)
    one, two = story.learners
    story.does(one, "tell_results")
    story.does(COACH, "produce_handoff")
    story.later(5)
    story.does(two, "tell_results")
    story.does(COACH, "produce_handoff")
    assert said(story, one).follow_ups == said(story, two).follow_ups


def test_both_peers_see_their_own() -> None:
    story = peers(in_closing)
    hands_over(story)
    story.does(LEARNER, "advance_stage")
    assert story.engagement.status == "following_up"
    assert {e.about for e in story.events if e.kind == "handoff_seen"} == {(LEARNER,), (PEER,)}


def test_only_the_supervisor_acknowledges_and_names_what_was_read() -> None:
    story = closed()
    assert story.refuses(LEARNER, "acknowledge_handoff", version=1) == "role_may_not"
    assert story.refuses(SUPERVISOR, "acknowledge_handoff", version=2) == "handoff_changed"
    acknowledges(story)
    assert story.knows(COORDINATOR, "handoff_acknowledged")
    assert "handoff_acknowledgement" not in {d.name for d in story.duties()}


def test_a_request_nobody_took_up_can_be_closed_by_the_learner() -> None:
    story = launched(coach=None)
    story.does(LEARNER, "start_closing")
    assert "goals" not in story.missing()
    story.does(LEARNER, "tell_results")
    story.does(LEARNER, "produce_handoff")
    sees_handoff(story)
    story.later(0.1)
    story.does(LEARNER, "advance_stage")
    assert story.engagement.status == "following_up"


def test_a_closing_given_up_begins_anew() -> None:
    story = told(results="Too early")
    story.does(COACH, "go_back", to="practice")
    story.does(COACH, "start_closing")
    assert "results_told" in story.missing()
    assert story.refuses(LEARNER, "see_handoff", version=1) == "no_handoff"


def test_a_corrected_goal_is_agreed_once_confirmed_again() -> None:
    story = evaluated()
    story.does(
        LEARNER,
        "set_goal",
        goal={**SMART, "specific": "Write them in plain words"},
        corrects="goal-1",
    )
    confirms_goals(story)
    story.does(LEARNER, "start_closing")
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    assert [goal.statement for goal in said(story).goals] == ["Write them in plain words"]
