"""A county's file: one engagement a row, read whole before anything is launched.

Every bad cell is named with its row, column, value and remedy; nothing is guessed.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pydantic import TypeAdapter, ValidationError

from domain.model import Frozen
from domain.people import Email, TimeZone
from domain.roles import Form, Origin, Participation, Relation

MAX_ROWS = 2000
"""Engagements in one file; more is most likely a mistake, and can be split."""
MAX_BYTES = 5_000_000

REQUIRED = (
    "agency",
    "learner_name",
    "learner_email",
    "supervisor_name",
    "supervisor_email",
    "coordinator_name",
    "coordinator_email",
    "leader_name",
    "leader_email",
    "skill",
    "purpose",
    "expected_end",
)
OPTIONAL = (
    "coach_name",
    "coach_email",
    "time_zone",
    "relation",
    "participation",
    "origin",
    "form",
)
DEFAULTS = {
    "time_zone": "America/Los_Angeles",
    "relation": Relation.INTERNAL.value,
    "participation": Participation.VOLUNTARY.value,
    "origin": Origin.AGENCY_INITIATIVE.value,
    "form": Form.INDIVIDUAL.value,
}
CHOICES = {
    "relation": tuple(r.value for r in Relation if r is not Relation.PEER),
    "participation": tuple(p.value for p in Participation),
    "origin": tuple(o.value for o in Origin),
    "form": tuple(f.value for f in Form),
}
PEOPLE = ("learner", "coach", "supervisor", "coordinator", "leader")
LONGEST = {"purpose": 8000}

_EMAIL = TypeAdapter(Email)
_ZONE = TypeAdapter(TimeZone)


class Problem(Frozen):
    """What is wrong with one cell, or (row 1) with the file, and what to do about it."""

    row: int
    column: str
    value: str
    remedy: str


class CohortRow(Frozen):
    """One engagement to launch, as its row says it."""

    row: int
    cells: dict[str, str]

    def person(self, who: str) -> tuple[str, str] | None:
        """(name, e-mail) of a party; None where the row names none."""
        email = self.cells.get(f"{who}_email", "")
        return (self.cells[f"{who}_name"], email) if email else None


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


def read(data: bytes, today: date) -> CohortFile:
    """Read a file's bytes. Never raises: what is wrong is in `problems`."""
    whole = _whole_file(data)
    if isinstance(whole, Problem):
        return CohortFile(agency="", rows=(), problems=(whole,))
    reader = csv.reader(io.StringIO(whole, newline=""), strict=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        return _failed("", f"{error} near line {reader.line_num}", "Save the file as CSV again.")
    header = [name.strip().lower() for name in lines[0]] if lines else []
    bad_header = tuple(_header(header))
    if bad_header:
        return CohortFile(agency="", rows=(), problems=bad_header)
    body = [(n, line) for n, line in enumerate(lines[1:], start=2) if any(c.strip() for c in line)]
    if not body:
        return _failed("", "", "Add a row for each learner below the column names.")
    if len(body) > MAX_ROWS:
        remedy = f"Split the file: at most {MAX_ROWS:,} rows are launched as one cohort."
        return _failed("", f"{len(body):,} rows", remedy)
    rows = []
    problems: list[Problem] = []
    for number, line in body:
        if len(line) != len(header):
            remedy = f"This row has {len(line)} cells, the header {len(header)}. Quote commas."
            problems.append(Problem(row=number, column="", value="", remedy=remedy))
            continue
        row = _row(number, dict(zip(header, line, strict=True)))
        found = tuple(_problems(row, today))
        problems.extend(found)
        rows.append(row)
    problems.extend(_across(rows))
    agency = rows[0].cells["agency"] if rows else ""
    ordered = tuple(sorted(problems, key=lambda p: (p.row, p.column)))
    return CohortFile(agency=agency, rows=tuple(rows), problems=ordered)


def _failed(column: str, value: str, remedy: str) -> CohortFile:
    problem = Problem(row=1, column=column, value=value, remedy=remedy)
    return CohortFile(agency="", rows=(), problems=(problem,))


def _whole_file(data: bytes) -> str | Problem:
    def problem(value: str, remedy: str) -> Problem:
        return Problem(row=1, column="", value=value, remedy=remedy)

    if not data.strip():
        return problem("", "The file is empty. Export the sheet again as CSV, UTF-8.")
    if len(data) > MAX_BYTES:
        return problem(f"{len(data):,} bytes", "The file is too large. Split it.")
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return problem("a spreadsheet", "Save it as CSV, UTF-8, and launch that file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = data[: error.start].count(b"\n") + 1
        return problem(f"line {at}", "The file is not UTF-8. Save it as 'CSV UTF-8'.")
    if "\0" in text:
        return problem("", "The file is not UTF-8 text. Save it as 'CSV UTF-8'.")
    return text


def _header(header: list[str]) -> Iterator[Problem]:
    known = {*REQUIRED, *OPTIONAL}
    for name in REQUIRED:
        if name not in header:
            yield Problem(row=1, column=name, value="", remedy="Add this column; it is required.")
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Problem(row=1, column=name, value=name, remedy="This column is there twice.")
        elif name not in known:
            remedy = f"Unknown column; remove it. Known: {', '.join((*REQUIRED, *OPTIONAL))}."
            yield Problem(row=1, column=name[:60], value=name[:60], remedy=remedy)


def _row(number: int, cells: dict[str, str]) -> CohortRow:
    clean = {name: cell.strip() for name, cell in cells.items()}
    for name in clean:
        if name.endswith("_email"):
            clean[name] = clean[name].lower()
    for name, value in DEFAULTS.items():
        clean[name] = clean.get(name) or value
    return CohortRow(row=number, cells=clean)


def _problems(row: CohortRow, today: date) -> Iterator[Problem]:
    cells = row.cells

    def bad(column: str, remedy: str) -> Problem:
        return Problem(row=row.row, column=column, value=cells.get(column, "")[:60], remedy=remedy)

    for name in REQUIRED:
        if not cells[name]:
            why = " Somebody must sign the agreement." if name.startswith("leader") else ""
            yield bad(name, f"Fill in this cell.{why}")
    for name, value in cells.items():
        if re.match(r"[=+@\t\r-]", value):
            yield bad(name, "This looks like a spreadsheet formula. Write plain text.")
        elif any(ord(ch) < 32 for ch in value):
            yield bad(name, "Remove line breaks and control characters.")
        elif len(value) > LONGEST.get(name, 200):
            yield bad(name, f"Shorten this to {LONGEST.get(name, 200):,} characters.")
    for name, options in CHOICES.items():
        if cells[name] not in options:
            yield bad(name, f"Use one of: {', '.join(options)}.")
    yield from _people(row, bad)
    if cells["time_zone"] and not _valid(_ZONE, cells["time_zone"]):
        yield bad("time_zone", "Use an IANA name, such as America/Los_Angeles.")
    try:
        if cells["expected_end"] and expected_end(cells["expected_end"], today) <= today:
            yield bad("expected_end", f"Use a day after {today.isoformat()}.")
    except (ValueError, OverflowError):
        yield bad("expected_end", "Write a day as YYYY-MM-DD, or a time such as 40 weeks.")


def expected_end(cell: str, today: date) -> date:
    """A day, or so many weeks from today. Raises ValueError, OverflowError."""
    if weeks := re.fullmatch(r"(\d{1,3}) weeks?", cell.lower()):
        return today + timedelta(weeks=int(weeks[1]))
    return date.fromisoformat(cell)


def _people(row: CohortRow, bad: Callable[[str, str], Problem]) -> Iterator[Problem]:
    cells = row.cells
    for who in PEOPLE:
        email, name = cells.get(f"{who}_email", ""), cells.get(f"{who}_name", "")
        if email and not _valid(_EMAIL, email):
            yield bad(f"{who}_email", "Write an address such as name@county.example.")
        if who == "coach" and bool(email) != bool(name):
            column = "coach_email" if name else "coach_name"
            yield bad(column, "Give both the coach's name and e-mail, or neither.")
    learner = cells["learner_email"]
    for who in ("coach", "supervisor", "coordinator"):
        if learner and cells.get(f"{who}_email") == learner:
            yield bad(f"{who}_email", f"A learner can't be their own {who}. Name somebody else.")
    if cells.get("coach_email") and cells.get("coach_email") == cells["supervisor_email"]:
        yield bad(
            "coach_email",
            "Coach and supervisor must differ. Name a second manager as the supervisor.",
        )


def _across(rows: list[CohortRow]) -> Iterator[Problem]:
    """What only several rows together show."""
    names: dict[str, tuple[str, int]] = {}
    learners: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.cells["agency"] != rows[0].cells["agency"]:
            remedy = f"One file is for one agency; row {rows[0].row} has another."
            yield Problem(
                row=row.row, column="agency", value=row.cells["agency"][:60], remedy=remedy
            )
        for who in PEOPLE:
            person = row.person(who)
            if person is None:
                continue
            name, email = person
            known, at = names.setdefault(email, (name, row.row))
            if known != name:
                remedy = f"This address belongs to {known!r} in row {at}. Make the names agree."
                yield Problem(row=row.row, column=f"{who}_email", value=email[:60], remedy=remedy)
        key = (row.cells["learner_email"], row.cells["skill"])
        first = learners.setdefault(key, row.row)
        if key[0] and first != row.row:
            remedy = f"This learner already has this skill in row {first}. Remove one row."
            yield Problem(row=row.row, column="learner_email", value=key[0][:60], remedy=remedy)


def _valid(adapter: TypeAdapter[str], value: str) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True
