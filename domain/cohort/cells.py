"""The cells of one row: cleaned, then each checked by what its column takes."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from pydantic import TypeAdapter, ValidationError

from domain.cohort.columns import CHOICES, DEFAULTS, KNOWN, PEOPLE, REQUIRED, longest
from domain.cohort.content import CohortRow, Problem
from domain.cohort.dates import remedy_for
from domain.cohort.model_names import ModelNames
from domain.person.person_fields import Email, TimeZone
from domain.words import WORDS

Bad = Callable[[str, str], Problem]
"""A problem of this row, from column and remedy."""

_EMAIL = TypeAdapter(Email)
_ZONE = TypeAdapter(TimeZone)
_SPREADSHEET_ERROR = re.compile(r"#(REF|N/A|NAME|VALUE|DIV/0|NUM|NULL|SPILL|CALC)[!?]?|Err:\d{3}")
_SPACES = re.compile(r"[ \u00a0]+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MOST = {name: longest(name) for name in KNOWN}
_TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cleaned(
    number: int, raw: dict[str, str], same: dict[str, str], models: ModelNames
) -> CohortRow:
    """The row without edge and double spaces, in the case its column takes, defaults filled in.

    `same` keeps each text once for the whole file: most cells of a column are alike.
    """
    cells = {name: _tidy(cell) for name, cell in raw.items()}
    for name, cell in cells.items():
        if name.endswith("_email"):
            cells[name] = cell.lower()
        elif name in CHOICES:
            cells[name] = cell.lower().replace(" ", "_").replace("-", "_")
    if written := cells.get("model"):
        cells["model"] = models.key(written) or written
    for name, value in DEFAULTS.items():
        cells[name] = cells.get(name) or value
    return CohortRow(row=number, cells={n: same.setdefault(c, c) for n, c in cells.items()})


def _tidy(cell: str) -> str:
    if "  " in cell or "\u00a0" in cell:
        cell = _SPACES.sub(" ", cell)
    return cell.strip()


def checked(
    row: CohortRow, raw: dict[str, str], today: date, country: str, models: ModelNames
) -> Iterator[Problem]:
    """Every problem of one row by itself; the first of a cell counts."""
    cells = row.cells

    def bad(column: str, remedy: str) -> Problem:
        return Problem.at(row.row, column, raw.get(column, "").strip(), remedy)

    for name in REQUIRED:
        if not cells[name]:
            empty = "cohort.empty_leader" if "leader" in name else "cohort.empty_cell"
            yield bad(name, WORDS.say(empty))
    for name, cell in cells.items():
        if cell and (remedy := _remedy_for_text(_MOST[name], cell)):
            yield bad(name, remedy)
    for name, options in CHOICES.items():
        if cells[name] not in options:
            yield bad(name, WORDS.say("cohort.one_of", known=", ".join(options)))
    if models.key(cells["model"]) is None:
        yield bad("model", WORDS.say("cohort.one_of", known=", ".join(models.known)))
    yield from wrong_people(cells, bad)
    if not _is_zone(cells["time_zone"]):
        yield bad("time_zone", WORDS.say("cohort.time_zone"))
    if cells["expected_end"] and (remedy := _remedy_for_day(cells["expected_end"], today, country)):
        yield bad("expected_end", remedy)


_remedy_for_day = lru_cache(maxsize=256)(remedy_for)


def _remedy_for_text(most: int, cell: str) -> str | None:
    if cell.isprintable() and cell[0].isalnum() and len(cell) <= most and "\ufffd" not in cell:
        return None
    if _SPREADSHEET_ERROR.fullmatch(cell):
        return WORDS.say("cohort.spreadsheet_error")
    if cell.startswith(("=", "+", "@", "-")):
        return WORDS.say("cohort.formula")
    if _UNPRINTABLE.search(cell):
        return WORDS.say("cohort.control_characters")
    if not _TURNS_TEXT_AROUND.isdisjoint(cell):
        return WORDS.say("cohort.turned_text")
    if "\ufffd" in cell:
        return WORDS.say("cohort.lost_letter")
    if len(cell) > most:
        return WORDS.say("cohort.too_long", most=f"{most:,}", has=f"{len(cell):,}")
    return None


def wrong_people(cells: Mapping[str, str], bad: Bad) -> Iterator[Problem]:
    """What is wrong with the people of a row, or of a form: addresses, and who may not be whom."""
    for who in PEOPLE:
        email, name = cells.get(f"{who}_email", ""), cells.get(f"{who}_name", "")
        if email and not _is_email(email):
            yield bad(f"{who}_email", WORDS.say("cohort.address"))
        if who == "coach" and bool(email) != bool(name):
            column = "coach_email" if name else "coach_name"
            yield bad(column, WORDS.say("cohort.half_a_coach"))
    learner = cells["learner_email"]
    for who in ("coach", "supervisor", "coordinator"):
        if learner and cells.get(f"{who}_email") == learner:
            yield bad(f"{who}_email", WORDS.say(f"cohort.own_{who}"))
    if cells.get("coach_email") and cells["coach_email"] == cells["supervisor_email"]:
        yield bad("coach_email", WORDS.say("cohort.coach_supervises"))


@lru_cache(maxsize=4096)
def _is_email(value: str) -> bool:
    return _valid(_EMAIL, value)


@lru_cache(maxsize=256)
def _is_zone(value: str) -> bool:
    return _valid(_ZONE, value)


def _valid(adapter: TypeAdapter[str], value: str) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True
