"""A table as text: what separates its cells, and its rows, quotes undone."""

import csv
import io

from domain.cohort.columns import known_names
from domain.cohort.content import Problem
from domain.cohort.decoding import decoded
from domain.cohort.table import MOST_COLUMNS, Line, Table, letters, without_edge
from domain.words import WORDS

_LOOKED_AT = 20_000
"""So many characters at the beginning show what separates cells."""


def from_text(data: bytes) -> Table | Problem:
    """The table of a CSV file, whatever its encoding and separator; or what is wrong."""
    found = decoded(data)
    if isinstance(found, Problem):
        return found
    text, encoding, words = found
    mark, text, skipped = separator(text)
    lines = _lines(text, mark, skipped)
    if isinstance(lines, Problem):
        return lines
    return Table(lines, encoding=encoding, words=words, exact=True)


def separator(text: str) -> tuple[str, str, int]:
    """(separator, text, lines left out): European spreadsheets write semicolons, some write tabs.

    What separates the most known names is it; a comma where none are known.
    """
    first, _, rest = text.partition("\n")
    # Excel's own note on the separator, which other programs show as a row.
    if len(first.strip()) == 5 and first.strip().lower()[:4] == "sep=" and first[4] in ",;\t":
        return first[4], rest, 1
    top = text[:_LOOKED_AT].splitlines()[:12]

    def known(mark: str) -> int:
        return max((known_names([c.strip('"') for c in one.split(mark)]) for one in top), default=0)

    return max(",;\t", key=known), text, 0


def _lines(text: str, mark: str, skipped: int) -> list[Line] | Problem:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    lines: list[Line] = []
    row = skipped
    try:
        for row, written in enumerate(reader, start=skipped + 1):
            if not without_edge(written):
                continue
            if len(cells := without_edge(written)) > MOST_COLUMNS:
                return too_wide(row, len(cells))
            lines.append(Line(row, written if len(written) <= MOST_COLUMNS else cells))
    except csv.Error as error:
        return Problem.at(row + 1, "", "", _remedy_for(str(error)))
    return lines or Problem.at(1, "", "", WORDS.say("cohort.empty_file"))


def too_wide(row: int, columns: int) -> Problem:
    """What to do about a table that is far wider than a cohort."""
    remedy = WORDS.say("cohort.too_wide", column=letters(columns - 1), most=MOST_COLUMNS)
    return Problem.at(row, "", WORDS.say("cohort.columns", count=f"{columns:,}"), remedy)


def _remedy_for(error: str) -> str:
    if "unexpected end" in error or "field limit" in error:
        return WORDS.say("cohort.quote_open")
    return WORDS.say("cohort.quote_misplaced")
