"""Files of the wrong kind: encodings, separators, quotes, columns; reading never fails itself."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cohort import CohortFile, read
from tests.domain.cohort.cohort_given import GOOD, TODAY, other, remedy, row, text, told

HEADER = ",".join(GOOD)


def reading(data: bytes | str) -> CohortFile:
    """A file's bytes, read."""
    return read(data.encode() if isinstance(data, str) else data, TODAY)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"  \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_an_empty_file(data: bytes) -> None:
    assert "empty" in remedy(reading(data))


@pytest.mark.parametrize("data", [",,,\n,,\n", ";;;", '""'])
def test_a_file_of_separators_alone(data: str) -> None:
    assert not reading(data).rows
    assert reading(data).problems


def test_only_column_names() -> None:
    assert "Add a row" in remedy(reading(HEADER + "\n"))


def test_the_mark_of_utf8_is_no_part_of_the_first_column() -> None:
    assert not reading(text(row()).encode("utf-8-sig")).problems


def test_bytes_that_are_no_text() -> None:
    assert "no text" in remedy(reading(text(row(), other(1)).encode() + b"abc\0\0"))


@pytest.mark.parametrize("separator", [";", "\t"])
def test_separators_of_other_spreadsheets_are_read(separator: str) -> None:
    file = reading(text(row(purpose="Plans, and more plans"), separator=separator))
    assert not file.problems
    assert file.rows[0].cells["purpose"] == "Plans, and more plans"


def test_excels_own_note_on_the_separator_is_read() -> None:
    file = reading("sep=;\r\n" + text(row(), other(1, form="pair"), separator=";"))
    assert told(file) == [(4, "form", "pair")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_of_every_machine_are_read(ending: str) -> None:
    assert not reading(text(row(), other(1)).replace("\r\n", ending)).problems


def test_a_missing_column_is_named() -> None:
    file = reading(text({k: v for k, v in GOOD.items() if k != "leader_email"}))
    assert told(file) == [(1, "leader_email", "")]
    assert "required" in remedy(file)


def test_a_column_that_is_nearly_right_is_told_its_name() -> None:
    cells = {("leader_mail" if k == "leader_email" else k): v for k, v in GOOD.items()}
    file = reading(text(cells))
    assert told(file) == [(1, "leader_mail", "leader_mail")]
    assert "Is it leader_email?" in remedy(file)


def test_an_unknown_column_is_not_passed_over() -> None:
    file = reading(text(row(salary="12")))
    assert told(file) == [(1, "salary", "salary")]
    assert "Remove it. Known: agency" in remedy(file)


def test_a_column_twice() -> None:
    file = reading(f"{HEADER},skill\n")
    assert told(file) == [(1, "skill", "skill")]


def test_columns_and_cells_that_are_empty_throughout_say_nothing() -> None:
    lines = text(row(), other(1)).splitlines()
    assert not reading("\n".join(f"{line},,," for line in lines)).problems
    assert not reading("\n".join([lines[0], *(f"{line},," for line in lines[1:])])).problems


def test_a_column_without_a_name_that_holds_something() -> None:
    lines = text(row(), other(1)).splitlines()
    file = reading("\n".join([f"{lines[0]},", f"{lines[1]},note", f"{lines[2]},"]))
    assert "has no name" in remedy(file)


def test_blank_rows_count_as_a_spreadsheet_counts_them() -> None:
    lines = text(row(), other(1, form="pair")).splitlines()
    file = reading("\n".join([lines[0], "", ",,,", lines[1], "", lines[2]]))
    assert told(file) == [(6, "form", "pair")]


def test_rows_with_more_or_fewer_cells_are_named_and_the_others_still_read() -> None:
    lines = text(row(), other(1), other(2, form="pair")).splitlines()
    file = reading("\n".join([lines[0], lines[1] + ",more", "Almond,Ana", lines[3]]))
    assert told(file) == [(2, "", "more"), (3, "", ""), (4, "form", "pair")]
    assert "quotation marks" in file.problems[0].remedy
    assert "2 cells" in file.problems[1].remedy


def test_a_quotation_mark_that_is_not_closed_names_its_row() -> None:
    lines = text(row(), other(1), other(2)).splitlines()
    lines[2] = '"' + lines[2]
    file = reading("\n".join(lines))
    assert [p.row for p in file.problems] == [3]
    assert "not closed" in remedy(file)


def test_a_quotation_mark_in_the_wrong_place_names_its_row() -> None:
    lines = text(row(), other(1)).splitlines()
    lines[2] = '"Almond" County' + lines[2]
    file = reading("\n".join(lines))
    assert [p.row for p in file.problems] == [3]
    assert "double those inside" in remedy(file)


def test_a_cell_without_end() -> None:
    file = reading(text(row(), other(1, purpose="x" * (csv.field_size_limit() + 10))))
    assert [p.row for p in file.problems] == [3]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_reading_never_fails_on_any_bytes(data: bytes) -> None:
    file = reading(data)
    assert file.problems
    assert not file.rows


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from([",", ";", "\t"]))
def test_reading_never_fails_on_any_row(line: str, separator: str) -> None:
    file = reading((separator.join(GOOD) + "\n" + line).encode("utf-8", "surrogatepass"))
    assert file.problems


@settings(deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.text(max_size=60))
def test_reading_never_fails_on_any_cell(column: str, cell: str) -> None:
    file = reading(text(row(), other(1, **{column: cell})))
    # What is wrong with the whole file is told by its line, which a cell may break.
    assert {p.row for p in file.problems} <= set(range(2, 4 + len(cell)))
    assert all(p.column in GOOD or not p.column for p in file.problems)


def test_a_table_of_millions_of_columns_is_told_at_once() -> None:
    file = reading(HEADER + "\n" + "x," * 5_000_000)
    assert told(file) == [(2, "", "5,000,000 columns")]
    assert "Copy the columns that count" in remedy(file)
