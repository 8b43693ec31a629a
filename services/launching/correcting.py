"""A cohort file kept as text on a page, so that its bad cells can be put right there."""

import csv
import io
from collections.abc import Mapping

from domain.cohort import MAX_BYTES, Problem, table_of
from services.troubles import BadFile

MOST_KEPT = 1_000_000
"""Characters of text that a page carries along; larger files are put right where they were made."""


def as_text(data: bytes) -> str:
    """The file's table as comma-separated text with the same row numbers. Raises `BadFile`."""
    if len(data) > MAX_BYTES:
        raise BadFile.of("file_too_large")
    table = table_of(data)
    if isinstance(table, Problem):
        raise BadFile.of("file_unreadable", why=table.remedy)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    rows = 0
    for line in table.lines:
        while rows < line.row - 1:
            writer.writerow([""])
            rows += 1
        writer.writerow(line.cells)
        rows += 1
    return written.getvalue()


def corrected(text: str, cells: Mapping[tuple[int, str], str]) -> str:
    """The text with these cells, by row and column, changed; a column it lacks is added."""
    rows = list(csv.reader(io.StringIO(text)))
    header = next((row for row in rows if any(cell.strip() for cell in row)), [])
    for (row, column), value in cells.items():
        if not 0 < row <= len(rows):
            continue
        names = [name.strip().lower().replace(" ", "_") for name in header]
        if column not in names:
            header.append(column)
            names.append(column)
        at, line = names.index(column), rows[row - 1]
        line.extend([""] * (at + 1 - len(line)))
        line[at] = value
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
