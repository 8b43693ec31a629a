"""A table in a workbook (.xlsx, .ods): the sheet that holds the cohort, its cells as text."""

import io
from collections.abc import Iterator
from datetime import date, datetime

import python_calamine as calamine

from domain.cohort.columns import known_names
from domain.cohort.content import Problem
from domain.cohort.delimited import too_wide
from domain.cohort.sheet_scan import Scan, scan_ods, scan_xlsx, sheet_parts
from domain.cohort.table import MOST_COLUMNS, Fault, Line, Table, letters, without_edge
from domain.cohort.unpacking import TooLarge, packed, parts_of
from domain.words import WORDS

ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_ENOUGH = 4
"""A sheet with so many known column names holds a cohort."""


def from_workbook(data: bytes) -> Table | Problem:
    """The cohort's sheet; or what is wrong. Hidden sheets are not looked at."""
    if data.startswith(OLD_WORKBOOK):
        return _no_good("cohort.old_workbook")
    try:
        parts = parts_of(data)
        if "xl/workbook.bin" in parts or not {"xl/workbook.xml", "content.xml"} & parts.keys():
            raise ValueError("neither .xlsx nor .ods")
        return _chosen(parts)
    except TooLarge:
        return _no_good("cohort.workbook_too_large")
    except (ValueError, calamine.CalamineError):
        return _no_good("cohort.workbook_damaged")


def _no_good(why: str) -> Problem:
    return Problem.at(1, "", WORDS.say("cohort.a_workbook"), WORDS.say(why))


def _chosen(parts: dict[str, bytes]) -> Table | Problem:
    scans = _scans(parts)
    with calamine.load_workbook(io.BytesIO(packed(parts))) as book:
        shown = [
            one.name
            for one in book.sheets_metadata
            if one.typ is calamine.SheetTypeEnum.WorkSheet
            and one.visible is calamine.SheetVisibleEnum.Visible
        ]
        for name in shown:
            if far := scans.get(name, Scan()).far:
                remedy = WORDS.say("cohort.sheet_too_far", sheet=name, cell=far)
                return Problem.at(1, "", "", remedy, far)
        tables = {name: lines for name in shown if (lines := _lines(book, name))}
    held = [name for name, lines in tables.items() if _names(lines) >= _ENOUGH]
    if len(held) > 1:
        names = WORDS.say("cohort.sheets", names=", ".join(f"“{name[:60]}”" for name in held))
        return Problem.at(1, "", names, WORDS.say("cohort.several_sheets"))
    name = next(iter(held or tables), "")
    if not name:
        return Problem.at(1, "", "", WORDS.say("cohort.empty_workbook"))
    lines = tables[name]
    for line in lines:
        if len(line.cells) > MOST_COLUMNS:
            return too_wide(line.row, len(line.cells))
    sheet = name if len(book.sheet_names) > 1 else ""
    return Table(lines, list(_faults(scans.get(name, Scan()))), sheet=sheet)


def _scans(parts: dict[str, bytes]) -> dict[str, Scan]:
    if "content.xml" in parts:
        return scan_ods(parts["content.xml"])
    return {name: scan_xlsx(parts[part]) for name, part in sheet_parts(parts)}


def _lines(book: calamine.CalamineWorkbook, name: str) -> list[Line]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    lines = []
    for number, values in enumerate(rows, start=1):
        if cells := without_edge([_text(value) for value in values]):
            lines.append(Line(number, cells))
    return lines


def _names(lines: list[Line]) -> int:
    return max((known_names(line.cells) for line in lines[:10]), default=0)


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _faults(scan: Scan) -> Iterator[Fault]:
    for row, column, said in scan.errors:
        why = "cohort.spreadsheet_error" if said else "cohort.formula_without_result"
        yield Fault(row + 1, column, said, WORDS.say(why))
    for top, left, bottom, right in scan.merged:
        first, last = f"{letters(left)}{top + 1}", f"{letters(right)}{bottom + 1}"
        remedy = WORDS.say("cohort.merged", first=first, last=last)
        yield Fault(top + 1, left, "", remedy)
