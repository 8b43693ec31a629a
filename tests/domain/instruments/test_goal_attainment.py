"""The summary score of scaled goals, against examples worked out by hand; remarks on wording."""

from itertools import product
from typing import Any

import pytest

from domain.instruments.attainment import t_score
from domain.instruments.goal_forms import GarsGoal, SmartGoal
from domain.instruments.goal_wording import WordingKind, wording_remarks
from tests.domain.given import GARS, SMART


@pytest.mark.parametrize(
    ("rated", "score"),
    [
        # One scale: 0.7 + 0.3 = 1, so ten for each step.
        ([(1, -2)], 30.0),
        ([(1, -1)], 40.0),
        ([(1, 0)], 50.0),
        ([(1, 1)], 60.0),
        ([(1, 2)], 70.0),
        # Its weight makes no difference: 5x / sqrt(0.7 * 25 + 0.3 * 25).
        ([(5, 1)], 60.0),
        # Two alike: 20 / sqrt(0.7 * 2 + 0.3 * 4) = 20 / 1.612452.
        ([(1, 1), (1, 1)], 62.403473),
        ([(1, 1), (1, -1)], 50.0),
        # Three, weights 3, 2, 1: 10 * (3 + 0 - 1) / sqrt(0.7 * 14 + 0.3 * 36) = 20 / 4.538722.
        ([(3, 1), (2, 0), (1, -1)], 54.406527),
        # Four of 2: 80 / sqrt(0.7 * 4 + 0.3 * 16) = 80 / 2.756810.
        ([(1, 2)] * 4, 79.019050),
        ([(1, -2)] * 4, 20.980950),
    ],
)
def test_the_summary_score_is_as_worked_out_by_hand(
    rated: list[tuple[int, int]], score: float
) -> None:
    assert t_score(rated) == pytest.approx(score, abs=1e-6)


def test_all_as_expected_is_fifty_whatever_the_weights() -> None:
    for weights in product((1, 3, 10), repeat=3):
        assert t_score([(weight, 0) for weight in weights]) == 50


def test_nothing_rated_has_no_score() -> None:
    with pytest.raises(ValueError, match="no scale"):
        t_score([])


def _said(goal: GarsGoal | SmartGoal) -> set[tuple[str, str, str]]:
    return {(one.kind.value, one.field, one.passage) for one in wording_remarks(goal)}


def _gars(**changed: Any) -> GarsGoal:
    return GarsGoal.model_validate({**GARS, **changed})


def _levels(*texts: str) -> list[dict[str, object]]:
    return [{"description": t, "amount": n} for t, n in zip(texts, (1, 3, 5, 7, 9), strict=True)]


def test_a_well_worded_scale_is_not_remarked_upon() -> None:
    assert _said(_gars()) == set()
    assert _said(SmartGoal.model_validate(SMART)) == set()


def test_two_behaviors_in_one_scale_are_remarked_upon() -> None:
    goal = _gars(behavior="Use family meetings and safety measures")
    assert _said(goal) == {("two_behaviors", "behavior", "and")}


def test_levels_without_an_amount_or_with_words_nobody_can_rate_are() -> None:
    goal = _gars(levels=_levels("Asks in 1", "Asks better", "In 5", "In 7", "In 9 or some"))
    assert _said(goal) == {
        ("no_amount", "levels.1.description", "Asks better"),
        ("vague", "levels.1.description", "better"),
        ("vague", "levels.4.description", "some"),
    }


def test_a_lowest_level_without_progress_is() -> None:
    goal = _gars(levels=_levels("Does not ask in 1", "In 3", "In 5", "In 7", "In 9"))
    assert _said(goal) == {("no_progress", "levels.0.description", "not")}


def test_words_that_leave_a_gap_or_overlap_are() -> None:
    goal = _gars(levels=_levels("In 1 of 9", "In 4 of 9", "In 5", "In 7", "In 9"))
    assert _said(goal) == {("other_number", "levels.1.description", "4")}


def test_short_forms_are_unless_explained() -> None:
    plain = _gars(behavior="Use MI with families", unit="talks of ten")
    assert _said(plain) == {("short_form", "behavior", "MI")}
    assert _said(_gars(behavior="Use MI (motivational interviewing) with families")) == set()


def test_a_smart_goal_without_amount_is() -> None:
    goal = SmartGoal.model_validate({**SMART, "measurable": "Plans are improved"})
    assert {kind for kind, _, _ in _said(goal)} == {WordingKind.NO_AMOUNT, WordingKind.VAGUE}


def test_the_toolkits_own_example_would_be_remarked_upon() -> None:
    """It breaks its own rules (INDEX, line 2332): two things at once, and no step ahead."""
    goal = _gars(
        behavior="Write harm statements and danger statements with families",
        levels=_levels(
            "Families did not take part; their words hardly appear",
            "Some of the family took part, but important people are missing",
            "The goal was met",
            "Families take part, but the wider family may be missing",
            "The words are those of parents, child and wider family",
        ),
    )
    kinds = {kind for kind, _, _ in _said(goal)}
    assert kinds >= {"two_behaviors", "no_amount", "no_progress", "vague"}
