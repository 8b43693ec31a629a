"""The row of column names, and what separates its cells."""

import difflib
from collections.abc import Iterator

from domain.cohort.columns import KNOWN, REQUIRED, column_named
from domain.cohort.content import Problem


def separator(text: str) -> tuple[str, str, int]:
    """(separator, text, lines left out): European spreadsheets write semicolons, some write tabs.

    What separates the most known names is it; a comma where none are known.
    """
    first, _, rest = text.partition("\n")
    # Excel's own note on the separator, which other programs show as a row.
    if len(first.strip()) == 5 and first.strip().lower()[:4] == "sep=" and first[4] in ",;\t":
        return first[4], rest, 1
    names = next((line for line in text.splitlines() if line.strip()), "")

    def known(mark: str) -> int:
        return sum(column_named(name.strip('"')) in KNOWN for name in names.split(mark))

    return max(",;\t", key=known), text, 0


def header_problems(header: list[str], row: int) -> Iterator[Problem]:
    """Columns that are missing, unknown, unnamed or there twice."""
    unknown = [name for name in dict.fromkeys(header) if name and name not in KNOWN]
    absent = [name for name in KNOWN if name not in header]
    meant = {name: _meant(name, absent) for name in unknown}
    for name in REQUIRED:
        if name not in header and name not in meant.values():
            yield Problem.at(row, name, "", "This column is required. Add it.")
    for name, guess in meant.items():
        if guess:
            yield Problem.at(row, name, name, f"There is no such column. Is it {guess}? Rename it.")
        else:
            remedy = f"There is no such column. Remove it. Known: {', '.join(KNOWN)}."
            yield Problem.at(row, name, name, remedy)
    for name in dict.fromkeys(header):
        if name and header.count(name) > 1:
            yield Problem.at(row, name, name, "This column is there twice. Remove one.")
    if "" in header:
        column = header.index("") + 1
        remedy = f"Column {column} holds something and has no name. Name it or empty it."
        yield Problem.at(row, "", "", remedy)


def _meant(name: str, absent: list[str]) -> str | None:
    close = difflib.get_close_matches(name, absent, n=1, cutoff=0.75)
    return close[0] if close else None
