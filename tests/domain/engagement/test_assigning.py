"""Another coach, supervisor or coordinator while coaching goes on."""

from datetime import timedelta

import pytest

from domain.base.refusals import RequirementUnmet
from domain.engagement.records.practice import NextStep
from domain.engagement.topics import agreement
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    OTHER_COORDINATOR,
    OTHER_SUPERVISOR,
    SUPERVISOR,
    Story,
    closed,
    evaluated,
    explains_confidentiality,
    group,
    in_closing,
    in_feedback,
    in_planning,
    in_practice,
    launched,
    peers,
    signs,
)
from tests.domain.given import talks_over as talks_it_over


def _reason(story: Story) -> str:
    assert story.engagement.checkpoint is not None
    return story.engagement.checkpoint.reason


def _step(story: Story, owner: str) -> str:
    due = story.now.date() + timedelta(days=30)
    return story.does(COACH, "agree_next_step", step="Write one more", owner=owner, due=due)


def _owner(story: Story, step: str) -> str:
    found = story.engagement.records[step]
    assert isinstance(found, NextStep)
    return found.owner


@pytest.mark.parametrize("later", [in_practice, in_feedback, evaluated])
def test_a_coach_assigned_in_any_stage_signs_before_anyone_goes_forward(later: object) -> None:
    assert callable(later)
    story: Story = later()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    wanted = {"agreement_coach", "confidentiality_explained", "confidentiality_understood"}
    assert wanted | {"enrollment"} <= set(story.missing())
    assert story.refuses(COACH, "advance_stage") == "not_in_engagement"
    signs(story, OTHER_COACH)
    explains_confidentiality(story)
    assert not wanted & set(story.missing())
    assert "enrollment" in story.missing()


def test_a_new_coach_means_that_everyone_is_asked_anew() -> None:
    story = in_planning()
    story.does(LEARNER, "declare_commitment", level=9, committed_to="x")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert _reason(story) == "coach_change"
    story.does(OTHER_COACH, "declare_commitment", level=9, committed_to="x")
    assert "enrollment" in story.missing(), "the learner spoke of the former coach"
    story.does(LEARNER, "declare_commitment", level=9, committed_to="x")
    assert "enrollment" not in story.missing()


def test_a_risk_seen_with_the_former_coach_is_not_the_new_ones() -> None:
    story = in_planning()
    story.later(11)
    assert story.engagement.at_risk
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert not story.engagement.at_risk
    story.later(11)
    assert story.engagement.at_risk


def test_in_the_first_stage_nobody_has_been_asked_yet() -> None:
    story = launched()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert story.engagement.checkpoint is None


def test_a_low_word_in_the_first_stage_was_said_of_the_former_coach_too() -> None:
    story = launched()
    story.does(LEARNER, "declare_commitment", level=1, committed_to="x")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert _reason(story) == "coach_change"


def test_while_closing_nobody_is_asked_for_commitment() -> None:
    story = in_closing()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert story.engagement.checkpoint is None


def test_the_former_coachs_open_steps_pass_to_the_new_one() -> None:
    story = in_feedback()
    talks_it_over(story)
    open_one, done, own = _step(story, COACH), _step(story, COACH), _step(story, LEARNER)
    story.does(COACH, "complete_next_step", step=done)
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert _owner(story, open_one) == OTHER_COACH
    assert _owner(story, done) == COACH
    assert _owner(story, own) == LEARNER


def test_so_they_do_where_another_coach_was_decided_on_before_one_was_known() -> None:
    story = evaluated()
    step = _step(story, COACH)
    story.does(LEARNER, "decide_next", decision="another_coach")
    assert story.coaches == ()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert _owner(story, step) == OTHER_COACH


def test_a_supervisor_who_coaches_needs_a_second_manager_and_says_how_the_two_are_kept_apart() -> (
    None
):
    story = in_practice()
    staff = {"coach": SUPERVISOR, "relation": "supervisor"}
    assert story.refuses(COORDINATOR, "assign_coach", **staff) == "second_manager_needed"
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    story.does(COORDINATOR, "assign_coach", **staff)
    assert {"boundary_statement", "agreement_coach", "agreement_supervisor"} <= set(story.missing())
    story.does(SUPERVISOR, "state_boundaries", statement="No coaching notes in any rating")
    assert "boundary_statement" not in story.missing()
    second = {"supervisor": SUPERVISOR}
    assert story.refuses(COORDINATOR, "assign_supervisor", **second) == "second_manager_needed"


def test_a_supervisor_assigned_later_signs_too() -> None:
    story = in_feedback()
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    wanted = {"agreement_supervisor", "sustainability_signed"}
    assert wanted <= set(story.missing())
    signs(story, OTHER_SUPERVISOR)
    version = story.version("plan")
    story.does(OTHER_SUPERVISOR, "sign_sustainability_plan", version=version)
    assert not wanted & set(story.missing())


def test_who_signed_as_coach_has_not_signed_as_supervisor() -> None:
    story = in_practice()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    story.does(COORDINATOR, "assign_supervisor", supervisor=COACH)
    assert "agreement_supervisor" in story.missing()
    assert "agreement" in story.owed_to(COACH, by=story.now + timedelta(days=30))
    signs(story, COACH)
    assert "agreement_supervisor" not in story.missing()


def test_only_the_coordinator_assigns_and_twice_is_once() -> None:
    story = in_practice()
    for by in (LEARNER, COACH, SUPERVISOR):
        assert story.refuses(by, "assign_coach", coach=OTHER_COACH) == "role_may_not"
    before = len(story.events)
    story.does(COORDINATOR, "assign_coach", coach=COACH)
    story.does(COORDINATOR, "assign_supervisor", supervisor=SUPERVISOR)
    assert len(story.events) == before


def test_terms_that_both_peers_signed_hold_when_one_has_left() -> None:
    story = peers()
    story.does("learner-2", "withdraw_from_coaching")
    terms = agreement.in_force(story.engagement)
    assert terms is not None
    story.does(COORDINATOR, "assign_coach", coach=COACH)
    with pytest.raises(RequirementUnmet) as caught:
        story.does(COACH, "advance_stage")
    assert "agreement_coach" in caught.value.missing


def test_peers_are_given_no_coach() -> None:
    story = peers()
    assert story.refuses(COORDINATOR, "assign_coach", coach=COACH) == "peers_coach_each_other"


def test_a_learner_who_has_left_is_neither_coach_nor_supervisor_of_the_others() -> None:
    story = group(in_practice, size=3)
    left = GROUP[2]
    story.does(left, "withdraw_from_coaching")
    assert story.refuses(COORDINATOR, "assign_coach", coach=left) == "learner_is_own_coach"
    refused = story.refuses(COORDINATOR, "assign_supervisor", supervisor=left)
    assert refused == "learner_is_own_supervisor"


def test_another_coach_is_found_while_coaching_waits_for_one() -> None:
    story = in_practice()
    story.does(COORDINATOR, "pause_engagement", reason="The coach is ill")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    checkpoint = story.engagement.checkpoint
    assert checkpoint is not None
    story.later(30)
    assert story.owed_to(OTHER_COACH) == set(), "nothing is due in a pause"
    story.does(COORDINATOR, "resume_engagement")
    moved = story.engagement.checkpoint
    assert moved is not None
    assert moved.due >= checkpoint.due + timedelta(days=30)
    for person in (LEARNER, OTHER_COACH):
        story.does(person, "declare_commitment", level=8, committed_to="Better plans")
    assert story.engagement.checkpoint is None
    ended = in_practice()
    ended.does(COORDINATOR, "end_engagement", reason="x")
    assert ended.refuses(COORDINATOR, "assign_coach", coach=OTHER_COACH) == "ended"


def test_the_closing_is_talked_over_with_whoever_carries_the_learning_on() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    assert "closing_meeting" not in story.missing()
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    assert "closing_meeting" in story.missing()
    story.does(OTHER_SUPERVISOR, "meet_to_close")
    assert "closing_meeting" not in story.missing()


def _coordinated_by_another(story: Story) -> Story:
    story.does(COORDINATOR, "assign_coordinator", coordinator=OTHER_COORDINATOR)
    return story


def test_the_new_coordinator_runs_the_engagement_and_the_former_one_does_no_more() -> None:
    story = _coordinated_by_another(in_practice())
    assert story.engagement.coordinator == OTHER_COORDINATOR
    assert story.missing() == in_practice().missing(), "nobody signs anew"
    refused = story.refuses(COORDINATOR, "pause_engagement", reason="x")
    assert refused == "not_in_engagement"
    story.does(OTHER_COORDINATOR, "pause_engagement", reason="The coach is ill")
    story.does(OTHER_COORDINATOR, "assign_coach", coach=OTHER_COACH)
    story.does(OTHER_COORDINATOR, "resume_engagement")
    story.does(OTHER_COORDINATOR, "end_engagement", reason="The program is over")


def test_when_the_coordinator_has_left_another_one_of_the_agency_takes_over() -> None:
    story = in_practice()
    assert story.refuses(OTHER_COORDINATOR, "pause_engagement", reason="x") == "not_in_engagement"
    story.does(OTHER_COORDINATOR, "assign_coordinator", coordinator=OTHER_COORDINATOR)
    story.does(OTHER_COORDINATOR, "pause_engagement", reason="The coach is ill")


def test_nobody_else_names_a_coordinator_nor_one_who_is_coached_here() -> None:
    story = in_practice()
    named = {"coordinator": OTHER_COORDINATOR}
    for by in (LEARNER, COACH, SUPERVISOR):
        assert story.refuses(by, "assign_coordinator", **named) == "role_may_not"
    assert story.refuses("stranger", "assign_coordinator", **named) == "not_in_engagement"
    coached = in_practice(learners=[OTHER_COORDINATOR])
    own = {"coordinator": COORDINATOR}
    assert coached.refuses(OTHER_COORDINATOR, "assign_coordinator", **own) == "role_may_not"
    refused = coached.refuses(COORDINATOR, "assign_coordinator", **named)
    assert refused == "learner_is_own_coordinator"


def test_a_coordinator_is_one_of_the_agencys_and_twice_is_once() -> None:
    story = in_practice()
    other = {"coordinator": OTHER_COACH}
    assert story.refuses(COORDINATOR, "assign_coordinator", **other) == "not_a_coordinator"
    before = len(story.events)
    story.does(COORDINATOR, "assign_coordinator", coordinator=COORDINATOR)
    assert len(story.events) == before


def test_another_coordinator_is_named_in_a_pause_and_while_followed_up_and_not_once_ended() -> None:
    paused = in_practice()
    paused.does(COORDINATOR, "pause_engagement", reason="Leave")
    _coordinated_by_another(paused).does(OTHER_COORDINATOR, "resume_engagement")
    followed = _coordinated_by_another(closed())
    assert followed.engagement.coordinator == OTHER_COORDINATOR
    ended = in_practice()
    ended.does(COORDINATOR, "end_engagement", reason="x")
    named = {"coordinator": OTHER_COORDINATOR}
    for by in (COORDINATOR, OTHER_COORDINATOR):
        assert ended.refuses(by, "assign_coordinator", **named) == "ended"


def test_what_is_late_is_told_to_the_new_coordinator_alone() -> None:
    story = in_planning()
    story.later(60)
    late = {d.what for d in story.duties() if d.recipient == COORDINATOR}
    assert late
    _coordinated_by_another(story)
    assert {d.what for d in story.duties() if d.recipient == OTHER_COORDINATOR} == late
    assert story.owed_to(COORDINATOR, by=story.now + timedelta(days=365)) == set()


def test_the_new_coordinator_sees_what_a_coordinator_sees_and_the_former_one_no_more() -> None:
    story = evaluated()

    def seen(person: str) -> list[tuple[str, dict[str, object]]]:
        own = (COORDINATOR, OTHER_COORDINATOR)
        return [(line.kind, line.fields) for line in story.sees(person) if line.by not in own]

    before = seen(COORDINATOR)
    assert before
    assert seen(OTHER_COORDINATOR) == []
    _coordinated_by_another(story)
    assert seen(OTHER_COORDINATOR) == before
    assert seen(COORDINATOR) == []
    for person in (LEARNER, COACH, SUPERVISOR):
        assert story.knows(person, "coordinator_assigned") == [{"coordinator": OTHER_COORDINATOR}]
