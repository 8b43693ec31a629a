"""From a file's bytes to its rows: its table, the row of column names, then cells and rows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from domain.cohort.across import across
from domain.cohort.cells import checked, cleaned
from domain.cohort.columns import column_named, known_names
from domain.cohort.content import CohortFile, CohortRow, Problem
from domain.cohort.delimited import from_text
from domain.cohort.header import header_problems
from domain.cohort.looked_over import own_models, remarks, with_days
from domain.cohort.model_names import ModelNames
from domain.cohort.table import Fault, Line, Table, letters, without_edge
from domain.cohort.workbook import ARCHIVES, OLD_WORKBOOK, from_workbook
from domain.process.models import ProcessModel
from domain.words import WORDS

MAX_ROWS = 50_000
"""Engagements in one file; more is most likely a mistake, and can be split."""
MAX_BYTES = 50_000_000
_HEADER_WITHIN = 10
"""Rows in which the column names are looked for; titles may stand above them."""
_ENOUGH = 4

P = TypeVar("P", bound=Problem)


def read(
    data: bytes, today: date, country: str = "US", own: Sequence[ProcessModel] = ()
) -> CohortFile:
    """Read a file's bytes: text, .xlsx or .ods. Never raises: what is wrong is in `problems`.

    `country` is the agency's (two letters): by its custom 03/04/2027 is read. `own` are coaching
    models of the agency's own that are in use.
    """
    if len(data) > MAX_BYTES:
        remedy = WORDS.say("cohort.too_large", most=MAX_BYTES // 1_000_000)
        return _failed(Problem.at(1, "", "", remedy))
    table = table_of(data)
    if isinstance(table, Problem):
        return _failed(table)
    return _read(table, today, country, ModelNames(own))


def table_of(data: bytes) -> Table | Problem:
    """The rows of a file, text or workbook, before its cells mean anything; or what is wrong."""
    workbook = data.startswith((*ARCHIVES, OLD_WORKBOOK))
    return from_workbook(data) if workbook else from_text(data)


def _read(table: Table, today: date, country: str, models: ModelNames) -> CohortFile:
    first = _header_at(table.lines)
    at, written = table.lines[first].row, table.lines[first].cells
    body = table.lines[first + 1 :]
    names = [column_named(name) for name in written]
    width = max((n + 1 for n, name in enumerate(names) if name), default=0)
    if wrong := tuple(header_problems(names, at, _held_without_name(names, body))):
        return CohortFile(agency="", rows=(), problems=wrong)
    if not body:
        remedy = WORDS.say("cohort.no_rows")
        return _failed(Problem.at(at, "", "", remedy))
    if len(body) > MAX_ROWS:
        remedy = WORDS.say("cohort.too_many_rows", most=f"{MAX_ROWS:,}")
        return _failed(Problem.at(1, "", WORDS.say("cohort.rows", count=f"{len(body):,}"), remedy))
    places = {name: n for n, name in enumerate(names) if name}
    problems = list(_faults(table.faults, names, at))
    rows: list[CohortRow] = []
    same: dict[str, str] = {}
    for line in body:
        if ragged := _ragged(line, len(names), width, table.exact):
            problems.append(ragged)
            continue
        cells = line.cells
        raw = {name: cells[n] if n < len(cells) else "" for name, n in places.items()}
        row = cleaned(line.row, raw, same, models)
        problems.extend(checked(row, raw, today, country, models))
        rows.append(row)
    problems.extend(across(rows, country))
    agency = rows[0].cells["agency"] if rows else ""
    if problems:
        problems.sort(key=lambda p: (p.row, p.column))
        found = tuple(_placed(one, places) for one in _once(problems))
        return CohortFile(agency=agency, rows=tuple(rows), problems=found)
    launched, days = with_days(rows, today, country)
    return CohortFile(
        agency=agency,
        rows=launched,
        problems=(),
        remarks=tuple(_placed(one, places) for one in remarks(rows)),
        days=days,
        models=own_models(rows, models),
        encoding=table.encoding,
        words=table.words,
        sheet=table.sheet,
    )


def _failed(problem: Problem) -> CohortFile:
    return CohortFile(agency="", rows=(), problems=(problem,))


def _header_at(lines: Sequence[Line]) -> int:
    """The row with the most known names; the first where none has enough to be it."""
    known = [known_names(line.cells) for line in lines[:_HEADER_WITHIN]]
    return known.index(max(known)) if max(known) >= _ENOUGH else 0


def _held_without_name(names: Sequence[str], body: Sequence[Line]) -> int | None:
    """The first column that has no name and holds something."""
    for n, name in enumerate(names):
        if not name and any(len(line.cells) > n and line.cells[n].strip() for line in body):
            return n
    return None


def _faults(faults: Sequence[Fault], names: Sequence[str], header: int) -> Iterator[Problem]:
    """Faults of cells below the column names, in columns that have one."""
    for one in faults:
        if one.row > header and one.column < len(names) and names[one.column]:
            yield Problem.at(one.row, names[one.column], one.value, one.remedy)


def _ragged(line: Line, names: int, width: int, exact: bool) -> Problem | None:
    """What is wrong with a row that has more cells than there are names, or fewer."""
    held = without_edge(line.cells)
    if len(held) > names:
        count, last, why = len(held), held[-1].strip(), "cohort.row_too_long"
    elif exact and len(line.cells) < width:
        count, last, why = len(line.cells), "", "cohort.row_too_short"
    else:
        return None
    return Problem.at(line.row, "", last, WORDS.say(why, count=count, names=width))


def _placed(one: P, places: Mapping[str, int]) -> P:
    """With the place of its cell as a spreadsheet names it."""
    if one.column not in places:
        return one
    return one.model_copy(update={"cell": f"{letters(places[one.column])}{one.row}"})


def _once(problems: list[Problem]) -> Iterator[Problem]:
    """One remedy a cell is enough; another shows once the first is followed."""
    seen: set[tuple[int, str]] = set()
    for one in problems:
        if (one.row, one.column) not in seen or not one.column:
            seen.add((one.row, one.column))
            yield one
