"""The row of column names."""

import difflib
from collections.abc import Iterator

from domain.cohort.columns import KNOWN, REQUIRED
from domain.cohort.content import NO_COHORT, Problem
from domain.cohort.table import letters
from domain.words import WORDS


def header_problems(header: list[str], row: int, unnamed: int | None) -> Iterator[Problem]:
    """Columns that are missing, unknown, there twice, or hold something without a name.

    `unnamed` is the first of the last kind, counted from 0.
    """
    unknown = [name for name in dict.fromkeys(header) if name and name not in KNOWN]
    absent = [name for name in KNOWN if name not in header]
    meant = {name: _meant(name, absent) for name in unknown}
    if len(absent) == len(KNOWN) and not any(meant.values()):
        remedy = WORDS.say("cohort.no_cohort", columns=", ".join(REQUIRED))
        yield Problem.at(NO_COHORT, "", "", remedy)
        return

    def at(name: str, remedy: str) -> Problem:
        return Problem.at(row, name, name, remedy, f"{letters(header.index(name))}{row}")

    for name in REQUIRED:
        if name not in header and name not in meant.values():
            yield Problem.at(row, name, "", WORDS.say("cohort.column_required"))
    for name, guess in meant.items():
        if guess:
            yield at(name, WORDS.say("cohort.column_meant", guess=guess))
        else:
            yield at(name, WORDS.say("cohort.column_unknown", known=", ".join(KNOWN)))
    for name in dict.fromkeys(header):
        if name and header.count(name) > 1:
            yield at(name, WORDS.say("cohort.column_twice"))
    if unnamed is not None:
        letter = letters(unnamed)
        remedy = WORDS.say("cohort.column_unnamed", column=letter)
        yield Problem.at(row, "", "", remedy, f"{letter}{row}")


def _meant(name: str, absent: list[str]) -> str | None:
    close = difflib.get_close_matches(name, absent, n=1, cutoff=0.75)
    return close[0] if close else None
