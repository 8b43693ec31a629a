"""No figure of fewer than five people, and none that can be worked out from the others."""

from hypothesis import given
from hypothesis import strategies as st

from domain.agency.small_numbers import suppressed, total_shown

LEAST = 5


def test_large_numbers_and_nobody_are_shown() -> None:
    assert suppressed({"a": 9, "b": 0, "c": 12}, LEAST) == {"a": 9, "b": 0, "c": 12}


def test_a_small_number_takes_another_with_it() -> None:
    assert suppressed({"a": 9, "b": 2, "c": 12}, LEAST) == {"a": None, "b": None, "c": 12}


def test_of_too_few_people_nothing_is_said() -> None:
    assert suppressed({"a": 3, "b": 0}, LEAST) == {"a": None, "b": None}
    assert total_shown({"a": 3, "b": 0}, LEAST) is None


def test_one_small_number_beside_nobody_is_not_given_away() -> None:
    assert suppressed({"a": 0, "b": 2, "c": 0, "d": 30}, LEAST)["b"] is None


@given(
    st.dictionaries(st.sampled_from("abcdefghi"), st.integers(0, 40), min_size=1),
    st.integers(5, 12),
)
def test_what_is_left_out_is_several_figures_and_enough_people(
    counts: dict[str, int], least: int
) -> None:
    shown = suppressed(counts, least)
    hidden = [counts[name] for name, people in shown.items() if people is None]
    assert all(people is None or people == 0 or people >= least for people in shown.values())
    if hidden and total_shown(counts, least) is not None and len(counts) > 1:
        # Who takes what is shown from the total learns the sum of what is not.
        assert sum(hidden) >= least
        assert len(hidden) > 1
