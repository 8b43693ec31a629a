"""From a file's bytes to its rows: separators, quotes, column names, then cells and rows."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from domain.cohort.across import across
from domain.cohort.cells import checked, cleaned
from domain.cohort.columns import column_named
from domain.cohort.content import CohortFile, CohortRow, Problem
from domain.cohort.decoding import decoded
from domain.cohort.header import header_problems, separator

MAX_ROWS = 2000
"""Engagements in one file; more is most likely a mistake, and can be split."""
MAX_BYTES = 5_000_000

Line = tuple[int, list[str]]
"""A row's number as a spreadsheet counts it, and its cells."""


def read(data: bytes, today: date) -> CohortFile:
    """Read a file's bytes. Never raises: what is wrong is in `problems`."""
    if len(data) > MAX_BYTES:
        return _failed(_too_many(data.count(b"\n")))
    text = decoded(data)
    if isinstance(text, Problem):
        return _failed(text)
    lines = _lines(text)
    if isinstance(lines, Problem):
        return _failed(lines)
    at, written = lines[0]
    body = [_without_edge(line, len(written)) for line in lines[1:]]
    header, body = _named(written, body)
    if problems := tuple(header_problems(header, at)):
        return CohortFile(agency="", rows=(), problems=problems)
    if not body:
        remedy = "Only column names are there. Add a row for each learner below them."
        return _failed(Problem.at(at, "", "", remedy))
    if len(body) > MAX_ROWS:
        return _failed(_too_many(len(body)))
    rows, problems = _rows(header, body, today)
    agency = rows[0].cells["agency"] if rows else ""
    return CohortFile(agency=agency, rows=rows, problems=problems)


def _failed(problem: Problem) -> CohortFile:
    return CohortFile(agency="", rows=(), problems=(problem,))


def _too_many(rows: int) -> Problem:
    remedy = f"At most {MAX_ROWS:,} rows are launched as one cohort. Split the file."
    return Problem.at(1, "", f"{rows:,} rows", remedy)


def _lines(text: str) -> list[Line] | Problem:
    """Every row that holds something, the column names first; there is at least one."""
    mark, text, skipped = separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    lines: list[Line] = []
    row = skipped
    try:
        for row, cells in enumerate(reader, start=skipped + 1):
            if any(cell.strip() for cell in cells):
                lines.append((row, cells))
    except csv.Error as error:
        return Problem.at(row + 1, "", "", _remedy_for(str(error)))
    return lines or Problem.at(1, "", "", "The file is empty. Export the sheet again.")


def _remedy_for(error: str) -> str:
    if "unexpected end" in error or "field limit" in error:
        return 'A quotation mark (") is opened in this row and not closed. Close or remove it.'
    return (
        'A quotation mark (") is in the wrong place in this row. '
        "Put the whole cell in quotation marks and double those inside it."
    )


def _without_edge(line: Line, width: int) -> Line:
    """Spreadsheets add empty cells at the right; they say nothing."""
    row, cells = line
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    return row, cells


def _named(written: list[str], body: list[Line]) -> tuple[list[str], list[Line]]:
    """Column names as the rules know them, without columns that are empty from top to bottom."""
    names = [column_named(name) for name in written]
    empty = {
        n
        for n, name in enumerate(names)
        if not name and all(len(cells) <= n or not cells[n].strip() for _, cells in body)
    }
    if not empty:
        return names, body
    kept = [n for n in range(len(names)) if n not in empty]
    # A row that is not as wide as the header keeps its cells, to be named as such.
    narrowed = [
        (row, [cells[n] for n in kept] if len(cells) == len(names) else cells)
        for row, cells in body
    ]
    return [names[n] for n in kept], narrowed


def _rows(
    header: list[str], body: list[Line], today: date
) -> tuple[tuple[CohortRow, ...], tuple[Problem, ...]]:
    rows: list[CohortRow] = []
    problems: list[Problem] = []
    for number, cells in body:
        if len(cells) != len(header):
            problems.append(_ragged(number, cells, header))
            continue
        raw = dict(zip(header, cells, strict=True))
        row = cleaned(number, raw)
        problems.extend(checked(row, raw, today))
        rows.append(row)
    problems.extend(across(rows))
    return tuple(rows), tuple(_once(sorted(problems, key=lambda p: (p.row, p.column))))


def _ragged(row: int, cells: list[str], header: list[str]) -> Problem:
    more = len(cells) > len(header)
    why = (
        "Put a cell that holds a comma in quotation marks."
        if more
        else "Cells are missing: leave an empty one between commas."
    )
    remedy = f"This row has {len(cells)} cells, the column names are {len(header)}. {why}"
    return Problem.at(row, "", cells[-1].strip() if more else "", remedy)


def _once(problems: list[Problem]) -> Iterator[Problem]:
    """One remedy a cell is enough; another shows once the first is followed."""
    seen: set[tuple[int, str]] = set()
    for one in problems:
        if (one.row, one.column) not in seen or not one.column:
            seen.add((one.row, one.column))
            yield one
