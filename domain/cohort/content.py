"""What a cohort file holds: rows that can be launched, and problems."""

from domain.base.model import Frozen
from domain.cohort.columns import PEOPLE


class Problem(Frozen):
    """What is wrong with one cell, or (no column) with a row or the file, and what to do.

    `row` counts as a spreadsheet does: 1 is the row of the column names.
    """

    row: int
    column: str
    value: str
    remedy: str

    @classmethod
    def at(cls, row: int, column: str, value: str, remedy: str) -> "Problem":
        """With a value cut to what is enough to recognise it."""
        return cls(row=row, column=column[:60], value=value[:60], remedy=remedy)


class CohortRow(Frozen):
    """One engagement to launch, as its row says it."""

    row: int
    cells: dict[str, str]

    def person(self, who: str) -> tuple[str, str] | None:
        """(name, e-mail) of a party; None where the row names none."""
        email = self.cells.get(f"{who}_email", "")
        return (self.cells.get(f"{who}_name", ""), email) if email else None


class CohortFile(Frozen):
    """A file as read: rows that are fine, and every problem. Launch only where there is none."""

    agency: str
    rows: tuple[CohortRow, ...]
    problems: tuple[Problem, ...]

    def people(self) -> dict[str, tuple[str, str]]:
        """Everyone in the file: e-mail to (name, time zone)."""
        found: dict[str, tuple[str, str]] = {}
        for row in self.rows:
            for who in PEOPLE:
                if person := row.person(who):
                    found.setdefault(person[1], (person[0], row.cells["time_zone"]))
        return found
