"""What a browser posts, also one that means harm."""

from starlette.datastructures import FormData

from console.forms.posted import MOST_ROWS, posted_of, rows


def test_rows_are_counted_by_their_numbers_and_no_others() -> None:
    assert rows("levels", {"levels.0.amount": ["1"], "levels.2.amount": ["3"]}) == 3
    assert rows("levels", {"levels.9999.amount": ["1"]}) == MOST_ROWS
    for name in (f"levels.{'9' * 5_000}.amount", "levels.-1.amount", "levels.x", "other.7"):
        assert rows("levels", {name: ["1"]}) == 0, name


def test_nul_is_left_out_of_texts_and_names() -> None:
    form = FormData([("no\0te", "a\0b"), ("note", "c")])
    assert posted_of(form) == {"note": ["ab", "c"]}
