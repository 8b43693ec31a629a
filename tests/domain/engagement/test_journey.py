"""A whole engagement by the rules alone."""

from domain.engagement.parties import model_of
from domain.engagement.standing import Outcome, Status
from tests.domain.given import (
    COACH,
    LEARNER,
    SUPERVISOR,
    acknowledges,
    closed,
    enrolls,
    evaluated,
    evaluates,
    practices,
    talks,
)


def test_all_seven_stages_lead_to_following_up() -> None:
    story = closed()
    assert story.engagement.status is Status.FOLLOWING_UP
    entered = [e.stage for e in story.events if e.kind == "stage_entered"]
    stages = [stage.key for stage in model_of(story.engagement).stages]
    assert len(stages) == 7
    assert entered == stages[1:]


def test_a_second_cycle_asks_for_commitment_anew() -> None:
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="another_cycle")
    assert story.stage == "practice"
    assert story.engagement.cycle.number == 2
    assert "enrollment" in story.missing()
    enrolls(story)
    practices(story)
    talks(story)
    evaluates(story)
    story.does(COACH, "decide_next", decision="closing")
    assert story.stage == "closing"


def test_after_acknowledgement_and_both_follow_ups_the_engine_ends_it() -> None:
    story = closed()
    acknowledges(story)
    story.later(30)
    assert "follow_up" in story.owed_to(SUPERVISOR)
    story.does(SUPERVISOR, "answer_follow_up", days=30, still_used=True)
    story.later(60)
    story.does(SUPERVISOR, "answer_follow_up", days=90, still_used=True)
    story.later(1)
    assert story.engagement.status is Status.ENDED
    assert story.engagement.outcome is Outcome.COMPLETED


def test_unanswered_follow_ups_do_not_keep_it_open_for_ever() -> None:
    story = closed()
    story.later(121)
    assert story.engagement.status is Status.ENDED
