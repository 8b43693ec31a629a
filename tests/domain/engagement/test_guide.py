"""The guide to troubles: what in a record speaks for which situation, and for whom (ch. 4)."""

from domain.base.roles import Role
from domain.guidance.signs import SIGNS, signs
from domain.guidance.situations import situations
from tests.domain.engagement.random_acts import kinds
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    SUPERVISOR,
    Story,
    group,
    in_feedback,
    in_practice,
    launched,
)


def shown(story: Story, to: str) -> tuple[str, ...]:
    return signs(story.sees(to), story.now)


def _misses(story: Story, outcome: str = "miss_session") -> None:
    session = story.does(COACH, "schedule_session", starts=story.now)
    story.later(1)
    done = {"done": "Two plans"} if outcome == "hold_session" else {}
    story.does(COACH, outcome, session=session, **done)


def test_every_sign_is_some_situations_and_every_act_there_is() -> None:
    found = situations()
    assert {one.sign for one in found.values()} - {None} == set(SIGNS)
    for key, one in found.items():
        assert set(one.acts) <= kinds(), key
        assert one.consider, key
        assert set(one.roles) <= {Role.COACH, Role.COORDINATOR}, key


def test_two_sessions_missed_in_a_row_are_one_sign_until_one_is_held() -> None:
    story = in_practice()
    _misses(story)
    assert "missed_sessions" not in shown(story, COACH)
    _misses(story)
    for reader in (COACH, COORDINATOR):
        assert "missed_sessions" in shown(story, reader)
    _misses(story, "hold_session")
    assert "missed_sessions" not in shown(story, COACH)


def test_in_a_group_the_sign_is_of_a_learner_who_missed_two_in_a_row() -> None:
    story = group(in_practice, size=3)
    for absent in (GROUP[0], GROUP[1], GROUP[0]):
        session = story.does(COACH, "schedule_session", starts=story.now)
        story.does(COACH, "hold_session", session=session, done="x", absent=[absent])
        assert "missed_sessions" not in shown(story, COACH)
    session = story.does(COACH, "schedule_session", starts=story.now)
    story.does(COACH, "hold_session", session=session, done="x", absent=[GROUP[0]])
    assert "missed_sessions" in shown(story, COACH)


def test_what_was_asked_of_the_coach_is_a_sign_for_the_coach_alone() -> None:
    story = in_practice()
    for asked in ("performance_review", "outside_agreement", "side_talk", "doing_the_work"):
        story.does(COACH, "note_request", asked_for=asked, asked_by="A manager")
    assert {"asked_for_review", "asked_outside", "asked_for_side_talk", "asked_to_do_the_work"} <= {
        *shown(story, COACH)
    }
    for other in (LEARNER, SUPERVISOR, COORDINATOR):
        assert not {one for one in shown(story, other) if one.startswith("asked")}
        assert story.knows(other, "request_noted") == []
    assert story.refuses(LEARNER, "note_request", asked_for="side_talk", asked_by="x") == (
        "role_may_not"
    )


def test_coaching_that_stalls_is_a_sign_for_who_may_know_why() -> None:
    story = in_practice()
    story.later(60)
    assert "stalling" in shown(story, COACH)
    assert "stalling" not in shown(story, COORDINATOR), "what gave rise to it is the pair's"


def test_a_mandate_with_enrollment_at_risk_is_a_sign_for_the_coordinator_too() -> None:
    story = launched(participation="mandated")
    story.does(
        COACH, "explain_mandate", purpose="Plans", stays_free="How", what_a_no_leads_to="Nothing"
    )
    story.later(60)
    assert "mandated_at_risk" in shown(story, COORDINATOR)
    free = in_practice()
    free.later(60)
    assert "mandated_at_risk" not in shown(free, COORDINATOR)


def test_goals_that_no_learner_wrote_in_an_initiative_of_the_agency() -> None:
    story = in_practice(origin="agency_initiative")
    assert ("goals_of_agency" in shown(story, COACH)) == all(
        one.role != Role.LEARNER for one in story.sees(COACH) if one.kind == "goal_set"
    )
    assert "goals_of_agency" not in shown(in_practice(origin="learner_need"), COACH)


def test_three_reflections_without_a_step_and_three_steps_without_one() -> None:
    story = in_feedback()
    for _ in range(3):
        story.does(LEARNER, "write_reflection", answers={"what_happened": "x"})
    assert "reflecting_without_doing" in shown(story, COACH)
    for _ in range(3):
        step = story.does(COACH, "agree_next_step", step="x", owner=LEARNER, due="2027-08-01")
        story.does(LEARNER, "complete_next_step", step=step)
    now = shown(story, COACH)
    assert "doing_without_reflecting" in now
    assert "reflecting_without_doing" not in now


def test_a_supervisor_who_has_not_signed_for_two_weeks() -> None:
    story = launched()
    story.does(
        COACH,
        "propose_terms",
        disclosed="Danger",
        concerns_go_to=COORDINATOR,
        expected_end="2027-09-01",
    )
    story.later(13)
    assert "supervisor_not_joined" not in shown(story, COACH)
    story.later(2)
    assert "supervisor_not_joined" in shown(story, COACH)
    story.does(SUPERVISOR, "join_agreement", version=1, understood=True)
    assert "supervisor_not_joined" not in shown(story, COACH)
