"""What figures tell of few people when taken from one another, against every way to try."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.program.told_apart import Column, Part, tells_of_few

LEAST = 3
GROUPS = st.sampled_from(("", "a", "b"))
SEVERAL = st.lists(
    st.dictionaries(st.integers(0, 8), st.tuples(GROUPS, GROUPS), min_size=1),
    min_size=1,
    max_size=3,
)


def columns(given: list[dict[int, tuple[str, str]]], people: int = 100) -> list[Column]:
    """With fewer people than parts, some have several."""
    return [
        [Part(f"p{n % people}", f"c{n}", unit, adoption) for n, (unit, adoption) in one.items()]
        for one in given
    ]


def _rank(rows: list[list[Fraction]]) -> int:
    left, rank = [list(row) for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        found = next((row for row in left if row[column]), None)
        if found is None:
            continue
        rank += 1
        left.remove(found)
        left = [
            [x - row[column] / found[column] * y for x, y in zip(row, found, strict=True)]
            for row in left
        ]
    return rank


def _told(several: list[Column]) -> bool:
    """Whether some sum of totals and groups is of fewer than the least: by trying all."""
    whose = {part.part: part.learner for column in several for part in column}
    sums = [{part.part for part in column} for column in several]
    for column in several:
        for group in ("a", "b"):
            sums.append({part.part for part in column if part.unit == group})
            sums.append({part.part for part in column if part.adoption == group})
    rows = [[Fraction(one in of) for one in whose] for of in sums]
    whole = _rank(rows)
    people = sorted(set(whose.values()))
    return any(
        _rank(
            [
                [x for who, x in zip(whose.values(), row, strict=True) if who not in few]
                for row in rows
            ]
        )
        < whole
        for size in range(1, min(LEAST, len(people) + 1))
        for few in combinations(people, size)
    )


@given(SEVERAL, st.sampled_from((100, 7, 4)))
@settings(max_examples=300, deadline=None)
def test_where_it_says_no_there_is_no_way(
    several: list[dict[int, tuple[str, str]]], people: int
) -> None:
    made = columns(several, people)
    if not tells_of_few(made, LEAST):
        assert not _told(made)


def test_it_says_no_where_there_is_none() -> None:
    first = {n: ("a" if n < 3 else "b", "a" if n % 2 else "b") for n in range(9)}
    assert not tells_of_few(columns([first]), LEAST)
    assert not tells_of_few(columns([first, first]), LEAST)
    came = {**first, **dict.fromkeys(range(10, 13), ("a", ""))}
    assert not tells_of_few(
        columns([dict.fromkeys(first, ("", "")), dict.fromkeys(came, ("", ""))]), LEAST
    )


def test_who_left_is_not_told_where_enough_came_to_their_group() -> None:
    first = dict.fromkeys(range(5), ("a", ""))
    left = dict.fromkeys(range(1, 8), ("a", ""))
    assert not tells_of_few(columns([first, left]), LEAST)
    assert tells_of_few(columns([first, dict.fromkeys(range(1, 5), ("a", ""))]), LEAST)


def test_units_can_be_told_of_although_totals_were_made_of_few_of_each_before() -> None:
    whole = {n: ("ab"[n % 2], "") for n in range(12)}
    before = [dict.fromkeys(range(last), ("", "")) for last in (3, 6, 9)]
    assert not tells_of_few(columns([*before, whole]), LEAST)


def test_what_the_same_people_said_twice_is_told_of_them_all() -> None:
    first, last = (dict.fromkeys(range(n, n + 4), ("", "")) for n in (0, 4))
    assert not tells_of_few(columns([first, last], 4), LEAST)
