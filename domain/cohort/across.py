"""What only several rows together show: two agencies, two names for an address, a row twice,
days written in two orders."""

from collections.abc import Iterator, Sequence

from domain.cohort.columns import PEOPLE
from domain.cohort.content import CohortRow, Problem
from domain.cohort.dates import Understood, understood


def across(rows: Sequence[CohortRow], country: str) -> Iterator[Problem]:
    """Every problem between rows, reported at the later row with the earlier one named."""
    yield from _agencies(rows)
    yield from _names(rows)
    yield from _learners(rows)
    yield from _orders(rows, country)


def _agencies(rows: Sequence[CohortRow]) -> Iterator[Problem]:
    named = [row for row in rows if row.cells["agency"]]
    for row in named[1:]:
        first = named[0]
        if row.cells["agency"] != first.cells["agency"]:
            remedy = (
                f"Row {first.row} has {first.cells['agency'][:60]!r}, and one file is for one "
                "agency. Write it the same way, or launch this row from another file."
            )
            yield Problem.at(row.row, "agency", row.cells["agency"], remedy)


def _names(rows: Sequence[CohortRow]) -> Iterator[Problem]:
    known: dict[str, tuple[str, int]] = {}
    for row in rows:
        for who in PEOPLE:
            person = row.person(who)
            if person is None or not person[0]:
                continue
            name, email = person
            first, at = known.setdefault(email, (name, row.row))
            if first != name:
                remedy = (
                    f"This address belongs to {first[:60]!r} in row {at}, to {name[:60]!r} here. "
                    "Make the names agree, or correct the address."
                )
                yield Problem.at(row.row, f"{who}_email", email, remedy)


def _learners(rows: Sequence[CohortRow]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        email = row.cells["learner_email"]
        at = seen.setdefault((email, row.cells["skill"].casefold()), row.row)
        if email and at != row.row:
            remedy = f"This learner has this skill in row {at} already. Remove one of the rows."
            yield Problem.at(row.row, "learner_email", email, remedy)


def _orders(rows: Sequence[CohortRow], country: str) -> Iterator[Problem]:
    """Where one row can only mean the other order, a day that could be either is not guessed."""
    known: dict[str, Understood | None] = {}
    for row in rows:
        cell = row.cells["expected_end"]
        if cell not in known:
            known[cell] = _numbers(cell, country)
    orders = {one.order for one in known.values() if one is not None and one.order}
    if len(orders) < 2:
        return
    for row in rows:
        cell = row.cells["expected_end"]
        read = known[cell]
        if read is not None and read.either:
            remedy = (
                "Elsewhere in this file days are written in another order, so this could be two "
                f"days. Write {read.day.isoformat()} or the other as YYYY-MM-DD."
            )
            yield Problem.at(row.row, "expected_end", cell, remedy)


def _numbers(cell: str, country: str) -> Understood | None:
    try:
        return understood(cell, country)
    except ValueError:
        return None
