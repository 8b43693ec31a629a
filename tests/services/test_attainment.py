"""The summary score of scaled goals, learner by learner, as it is drawn and put in a file."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.reading.attainment_view import as_csv, attainment_view
from services.reading.goals_view import GoalView, Rated

START = datetime(2027, 3, 1, 17, tzinfo=UTC)


def scale(entry: str, learners: dict[str, str], *ratings: tuple[str, int]) -> GoalView:
    return GoalView(
        entry=entry,
        learners=tuple(learners),
        about=tuple(learners.values()),
        statement="Ask the family for its own words",
        parts=(),
        low=-2,
        high=2,
        ratings=tuple(
            Rated(by, START + timedelta(days=n), rating, None)
            for n, (by, rating) in enumerate(ratings)
        ),
        mine=False,
        scaled=True,
        weight=1,
        due="2027-08-01",
    )


def test_a_scale_that_two_share_is_drawn_for_each_as_they_rated_it() -> None:
    both = {"a": "Ana", "b": "Ben"}
    shared = scale("one", both, ("a", -2), ("b", 2), ("a", 0), ("b", 1))
    found = {one.about: [t for _, t in one.points] for one in attainment_view([shared])}
    assert found == {("Ana",): [30.0, 50.0], ("Ben",): [70.0, 60.0]}
    names = [line.split(",")[0] for line in as_csv([shared], ZoneInfo("UTC")).splitlines()[1:]]
    assert names == ["Ana", "Ana", "Ben", "Ben"], "learner by learner, as it is drawn"


def test_ratings_of_a_goal_that_two_share_are_a_row_of_each() -> None:
    both = {"a": "Ana", "b": "Ben", "c": "Cleo"}
    shared = scale("one", both, ("b", 2), ("a", -2), ("b", 1))
    found = [(who, [one.rating for one in own]) for who, own in shared.by_learner()]
    assert found == [("Ana", [-2]), ("Ben", [2, 1])]


def test_a_learners_score_is_of_own_and_shared_scales_together() -> None:
    own = scale("one", {"a": "Ana"}, ("a", 1))
    shared = scale("two", {"a": "Ana", "b": "Ben"}, ("b", 2), ("a", 1))
    found = {
        one.about: [round(t, 1) for _, t in one.points] for one in attainment_view([own, shared])
    }
    assert found == {("Ana",): [62.4], ("Ben",): [70.0]}
