"""The workbook itself is taken: its cells, sheets and errors; hostile ones get a clear error."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from domain.cohort import CohortFile, read, unpacking
from tests.domain.cohort.cohort_given import GOOD, TODAY, other, remedy, row, told
from tests.domain.cohort.workbook_given import fill, ods, ods_row, saved, xlsx

END = list(GOOD).index("expected_end") + 1
PURPOSE = list(GOOD).index("purpose") + 1
GOOD_BOOK = xlsx(row())


def reading(data: bytes) -> CohortFile:
    return read(data, TODAY)


def with_cell(column: int, value: Any, number: int = 3) -> CohortFile:
    def change(sheet: Worksheet) -> None:
        sheet.cell(number, column, value)

    return reading(xlsx(row(), other(1), changed=change))


def test_a_workbook_reads_as_its_csv_does() -> None:
    file = reading(xlsx(row(), other(1)))
    assert not file.problems
    assert [one.row for one in file.rows] == [2, 3]
    assert file.rows[1].cells["learner_name"] == "Li 1"
    assert file.sheet == ""


@pytest.mark.parametrize("value", [date(2027, 6, 30), datetime(2027, 6, 30)])
def test_a_real_date_cell_is_its_day(value: date) -> None:
    file = with_cell(END, value)
    assert not file.problems
    assert file.rows[1].cells["expected_end"] == "2027-06-30"
    assert date(2027, 6, 30) in {day.day for day in file.days}


def test_a_moment_is_no_day() -> None:
    assert "YYYY-MM-DD" in remedy(with_cell(END, datetime(2027, 6, 30, 9, 30)))


@pytest.mark.parametrize(
    ("value", "as_text"), [(40, "40"), (4.5, "4.5"), (True, "TRUE"), ("007", "007")]
)
def test_numbers_are_read_as_people_see_them(value: Any, as_text: str) -> None:
    assert with_cell(PURPOSE, value).rows[1].cells["purpose"] == as_text


def test_a_cell_with_an_error_is_named_by_its_letter_even_where_it_may_be_empty() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["M3"] = "#REF!"
        sheet["M3"].data_type = "e"

    file = reading(xlsx(row(), other(1), changed=change))
    assert told(file) == [(3, list(GOOD)[12], "#REF!")]
    assert file.problems[0].cell == "M3"
    assert "spreadsheet's error" in remedy(file)


def test_a_formula_without_a_result_is_not_taken_for_an_empty_cell() -> None:
    file = with_cell(13, "=A1")
    assert told(file) == [(3, list(GOOD)[12], "")]
    assert "no result yet" in remedy(file)


def test_merged_cells_are_named_and_not_guessed() -> None:
    file = reading(xlsx(row(), other(1), changed=lambda sheet: sheet.merge_cells("F2:G3")))
    [merged] = [p for p in file.problems if p.cell == "F2"]
    assert (merged.row, merged.column) == (2, "coach_name")
    assert "Cells F2 to G3 are merged. Unmerge them" in merged.remedy


def test_a_merged_title_above_the_names_says_nothing() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Coaching 2027"
        sheet.merge_cells("A1:S1")

    file = reading(xlsx(row(), other(1), changed=change))
    assert not file.problems
    assert [one.row for one in file.rows] == [4, 5]


def test_formatted_rows_and_columns_that_are_empty_say_nothing() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(40, 30).number_format = "0.00"
        sheet.cell(60, 1, "   ")

    assert not reading(xlsx(row(), other(1), changed=change)).problems


def _book(*sheets: tuple[str, str, tuple[dict[str, str], ...]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, state, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        if rows:
            fill(sheet, *rows)
        else:
            sheet.append(["Read me", "first"])
    return saved(book)


def test_of_several_sheets_the_cohort_is_found_and_named() -> None:
    data = _book(("Notes", "visible", ()), ("Autumn", "visible", (row(),)))
    file = reading(data)
    assert not file.problems
    assert (file.sheet, len(file.rows)) == ("Autumn", 1)


def test_hidden_sheets_are_not_launched() -> None:
    data = _book(
        ("Old", "hidden", (row(), other(1))),
        ("Older", "veryHidden", (row(),)),
        ("Now", "visible", (other(2),)),
    )
    assert [one.cells["learner_name"] for one in reading(data).rows] == ["Li 2"]


def test_two_cohorts_in_one_workbook_are_not_chosen_between() -> None:
    data = _book(("North", "visible", (row(),)), ("South", "visible", (other(1),)))
    assert told(reading(data)) == [(1, "", "sheets “North”, “South”")]
    assert "One file is one cohort" in remedy(reading(data))


def test_an_empty_workbook() -> None:
    assert "empty" in remedy(reading(saved(Workbook())))


def test_an_opendocument_spreadsheet_is_read_with_its_endless_empty_cells() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16365"/>'
    rows = [ods_row(list(one.values()), more=empty) for one in (row(), other(1, form="pair"))]
    names = ods_row(list(GOOD), more=empty)
    rest = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    file = reading(ods(("Cohort", names + "".join(rows) + rest)))
    assert told(file) == [(3, "form", "pair")]


def test_merged_cells_of_an_opendocument_spreadsheet() -> None:
    spanned = (
        '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1" '
        'office:value-type="string"><text:p>40 weeks</text:p></table:table-cell>'
    )
    cells = list(row().values())[:-1]
    below = [*list(other(1).values())[:-1], ""]
    table = ods_row(list(GOOD)) + ods_row(cells, more=spanned) + ods_row(below)
    file = reading(ods(("Cohort", table)))
    assert (2, "expected_end", "") in told(file)
    assert "Cells S2 to S3 are merged" in file.problems[0].remedy


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        b"PK\x05\x06" + b"\0" * 18,
        xlsx(row())[:2000],
        xlsx(row())[:-30],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100,
    ],
)
def test_a_damaged_old_or_locked_workbook_says_how_to_save_it(data: bytes) -> None:
    assert "Excel Workbook (.xlsx)" in remedy(reading(data))


def _changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", 8) as after:
        for name in before.namelist():
            said = before.read(name)
            after.writestr(name, said.replace(old, new) if name == part else said)
    return out.getvalue()


def test_a_cell_at_the_far_end_of_the_sheet_is_named() -> None:
    file = with_cell(16384, "x", 1048576)
    assert [p.cell for p in file.problems] == ["XFD1048576"]
    assert "Delete what stands far" in remedy(file)


def test_a_cell_repeated_a_billion_times_is_refused() -> None:
    many = (
        '<table:table-cell table:number-columns-repeated="999999999" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    file = reading(ods(("Cohort", ods_row(list(GOOD)) + ods_row([], more=many))))
    assert "far from the" in remedy(file)


def test_rows_repeated_a_million_times_before_a_last_one_are_refused() -> None:
    blank = (
        '<table:table-row table:number-rows-repeated="900000"><table:table-cell/></table:table-row>'
    )
    file = reading(ods(("Cohort", ods_row(list(GOOD)) + blank + ods_row(list(row().values())))))
    assert "far from the" in remedy(file)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1_000_000)
    bomb = _changed(xlsx(row()), "xl/worksheets/sheet1.xml", b"</sheetData>", b" " * 9_000_000)
    assert len(bomb) < 50_000
    assert "far too large" in remedy(reading(bomb))


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    data = xlsx(row())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little"))
    assert lying != data
    assert "can't be read" in remedy(reading(lying))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_reading_never_fails_on_a_spoilt_workbook(data: st.DataObject) -> None:
    good = bytearray(GOOD_BOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(4, len(good) - 1))] = data.draw(st.integers(0, 255))
    file = reading(bytes(good))
    assert file.problems or len(file.rows) == 1
