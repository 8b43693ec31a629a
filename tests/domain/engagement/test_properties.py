"""What holds whatever people do: random acts of random people, well formed but rarely fitting."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.engagement.duties.owed import duties
from domain.engagement.evolve import evolve
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.parties import model_of
from domain.engagement.snapshot import dump, load
from domain.engagement.state import Engagement
from domain.engagement.views.overview import overview, todos
from domain.program.course import Course, counted, course_of, touches_courses
from tests.domain.engagement.random_acts import ACTS, BY_ENTRY, Acts, kinds, told
from tests.domain.given import (
    AGENCY,
    Story,
    closed,
    evaluated,
    group,
    in_closing,
    in_feedback,
    in_planning,
    in_practice,
    launched,
    peers,
    planned,
)


def of_grow() -> Story:
    """An engagement of another coaching model, before anything is planned."""
    return in_planning(model="grow")


BEGINNINGS = (
    launched,
    in_planning,
    planned,
    in_practice,
    in_feedback,
    evaluated,
    in_closing,
    group,
    peers,
    of_grow,
    lambda: peers(evaluated),
    lambda: group(in_closing, size=2),
    closed,
)


def test_every_kind_of_command_is_tried() -> None:
    assert kinds() - set(ACTS) - set(BY_ENTRY) == {"launch_engagement"}


def _everything_holds(story: Story) -> None:
    state = story.engagement
    folded: Engagement | None = None
    for event in story.events:
        folded = evolve(folded, event)
    assert folded == state
    assert load(dump(state)) == state
    keys = [duty.key for duty in story.duties()]
    assert len(keys) == len(set(keys))
    assert keys == [duty.key for duty in story.duties()]
    overview(state, AGENCY, duties(state, AGENCY))
    todos(state, AGENCY)
    needs = model_of(state).needs
    for key in story.missing():
        suppliers(state, AGENCY, needs[key])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.lists(told, max_size=25))
def test_whatever_people_do_is_recorded_or_refused(
    beginning: Callable[[], Story], acts: list[tuple[str, str, int, int]]
) -> None:
    story = beginning()
    _everything_holds(story)
    for act in acts:
        # What was refused changed nothing, which `tries` makes sure of.
        if Acts(story).tries(*act):
            _everything_holds(story)


def _courses(story: Story) -> dict[str, Course | None]:
    state = story.engagement
    return {one: course_of(state, list(story.events), one) for one in counted(state)}


def counting(beginning: Callable[[], Story]) -> Story:
    """A story whose learners let their scores count; in a group one of them has left already."""
    story = beginning()
    for learner in story.learners:
        story.does(learner, "give_consent", consent="scores_in_reports", given=True)
    if len(story.learners) > 1:
        story.does(story.learners[0], "withdraw_from_coaching")
    return story


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from((closed, lambda: group(closed, size=2), lambda: group(in_feedback, size=2))),
    st.lists(told, max_size=15),
)
def test_a_course_changes_only_by_what_is_said_to_touch_courses(
    beginning: Callable[[], Story], acts: list[tuple[str, str, int, int]]
) -> None:
    story = counting(beginning)
    for act in acts:
        before, known = len(story.events), _courses(story)
        Acts(story).tries(*act)
        if not touches_courses(story.events[before:]):
            assert _courses(story) == known, act


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.lists(st.integers(0, 20), max_size=8))
def test_the_engine_left_alone_always_comes_to_rest(
    beginning: Callable[[], Story], waits: list[int]
) -> None:
    story = beginning()
    for days in waits:
        story.later(days)
        _everything_holds(story)
    assert [d for d in story.duties() if d.recipient == "engine" and d.due <= story.now] == []
