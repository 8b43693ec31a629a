"""What a cohort file holds: rows that can be launched, problems, and what to look at again."""

from datetime import date
from typing import Self

from babel.dates import format_date

from domain.base.model import Frozen
from domain.cohort.columns import PEOPLE
from domain.words.catalogue import spoken_locale

NO_COHORT = 0
"""The row of a problem with a file that is something else altogether."""


class Problem(Frozen):
    """What is wrong with one cell, or (no column) with a row or the file, and what to do.

    `row` counts as a spreadsheet does: 1 is the first; `cell` is the place as a spreadsheet
    names it (`S3`), empty where no single cell is meant.
    """

    row: int
    column: str
    value: str
    remedy: str
    cell: str = ""

    @classmethod
    def at(cls, row: int, column: str, value: str, remedy: str, cell: str = "") -> Self:
        """With a value cut to what is enough to recognise it."""
        return cls(row=row, column=column[:60], value=value[:60], remedy=remedy, cell=cell)


class Remark(Problem):
    """What is worth a second look; nothing is refused for it."""


class DayRead(Frozen):
    """How an expected end, a day or so many weeks, was understood, in how many rows."""

    written: str
    day: date
    rows: int

    def said(self) -> str:
        """In words that can't be misread: `March 4, 2027`."""
        return format_date(self.day, "long", spoken_locale())


class ModelRead(Frozen):
    """A coaching model of the agency's own that rows are launched by, and in how many."""

    model: str
    title: str
    version: int
    rows: int


class CohortRow(Frozen):
    """One engagement to launch, as its row says it."""

    row: int
    cells: dict[str, str]

    def person(self, who: str) -> tuple[str, str] | None:
        """(name, e-mail) of a party; None where the row names none."""
        email = self.cells.get(f"{who}_email", "")
        return (self.cells.get(f"{who}_name", ""), email) if email else None


class CohortFile(Frozen):
    """A file as read: rows that are fine, and every problem. Launch only where there is none.

    `days`, `models`, `remarks`, `encoding` (empty for UTF-8 and workbooks) with the first words it
    made, and `sheet` (empty where there is one only) are to look over before launching.
    """

    agency: str
    rows: tuple[CohortRow, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...] = ()
    days: tuple[DayRead, ...] = ()
    models: tuple[ModelRead, ...] = ()
    encoding: str = ""
    words: tuple[str, ...] = ()
    sheet: str = ""

    def people(self) -> dict[str, tuple[str, str]]:
        """Everyone in the file: e-mail to (name, time zone)."""
        found: dict[str, tuple[str, str]] = {}
        for row in self.rows:
            for who in PEOPLE:
                if person := row.person(who):
                    found.setdefault(person[1], (person[0], row.cells["time_zone"]))
        return found
