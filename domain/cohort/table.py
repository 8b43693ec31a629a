"""A file's table before its cells mean anything: rows of text, faults of single cells."""

from dataclasses import dataclass, field

MOST_COLUMNS = 200
"""A table wider than this is not a cohort."""


@dataclass(frozen=True)
class Line:
    """A row that holds something: its number as a spreadsheet counts it, and its cells."""

    row: int
    cells: list[str]


@dataclass(frozen=True)
class Fault:
    """A cell that a spreadsheet could not give the value of; columns count from 0."""

    row: int
    column: int
    value: str
    remedy: str


@dataclass(frozen=True)
class Table:
    """Every row that holds something; there is at least one.

    `exact`: each row was written with all its cells, so that a short one is a slip.
    """

    lines: list[Line]
    faults: list[Fault] = field(default_factory=list)
    encoding: str = ""
    words: tuple[str, ...] = ()
    sheet: str = ""
    exact: bool = False


def letters(column: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def without_edge(cells: list[str]) -> list[str]:
    """Spreadsheets add empty cells at the right; they say nothing."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
