"""What a stage still wants is told to whom it concerns, and to nobody else."""

from domain.base.roles import Role
from domain.engagement.state import Engagement
from domain.engagement.views.overview import Todo
from services.reading.wanting import asks_you, needs_of_you, says_todo, waits_for, wanting
from tests.domain.given import COACH, COORDINATOR, LEARNER, SUPERVISOR, Story, group, in_feedback


def _state(story: Story) -> Engagement:
    assert story.state is not None
    return story.state


def _keys(story: Story, person: str | None) -> set[str]:
    return {need.key for need, _ in wanting(_state(story), story.agency, person)}


def test_a_supervisor_and_a_coordinator_are_not_told_what_the_pair_has_to_do() -> None:
    story = in_feedback()
    assert _keys(story, LEARNER)
    assert _keys(story, COACH)
    assert _keys(story, SUPERVISOR) == set()
    assert _keys(story, COORDINATOR) == set()
    assert _keys(story, None) == set()


def test_a_coordinator_is_told_who_has_to_act() -> None:
    story = in_feedback()
    assert COACH in waits_for(_state(story), story.agency, COORDINATOR)
    assert waits_for(_state(story), story.agency, SUPERVISOR) == ()


def test_in_a_group_a_learner_is_not_told_what_another_has_not_done() -> None:
    story = group(size=3)
    one, *others = _state(story).active_learners
    told = {person for _, who in wanting(_state(story), story.agency, one) for person in who}
    assert not told & set(others)
    seen_by_coach = {p for _, who in wanting(_state(story), story.agency, COACH) for p in who}
    assert set(others) <= seen_by_coach


def test_what_waits_is_said_in_the_models_own_words_and_a_follow_up_by_its_days() -> None:
    todo = Todo(
        engagement_id="e",
        person=COACH,
        role="coach",
        requirement="our_ways",
        act="fill_sheet",
        due=None,
        says="Our ways are not written down yet (coach).",
    )
    assert says_todo(todo) == "Our ways are not written down yet (coach)."
    follow_up = todo.model_copy(update={"requirement": "follow_up", "says": None, "days": 90})
    assert "90 days" in says_todo(follow_up)
    assert asks_you(todo) == "Our ways are not written down yet."
    assert "90 days" in asks_you(follow_up)


def test_ones_own_part_of_what_is_missing_is_said_to_oneself() -> None:
    story = in_feedback()
    needs = {need.key: need for need, _ in wanting(_state(story), story.agency, COACH)}
    said = needs_of_you(needs["feedback_ladder"], [Role.COACH])
    assert said.startswith("Please give feedback")
