"""What only several rows together show: two agencies, two names for an address, a row twice,
days written in two orders."""

from collections.abc import Iterator, Sequence

from domain.cohort.columns import PEOPLE
from domain.cohort.content import CohortRow, Problem
from domain.cohort.dates import Understood, understood
from domain.words import WORDS


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
            named_first = first.cells["agency"][:60]
            remedy = WORDS.say("cohort.another_agency", row=first.row, agency=named_first)
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
                names = {"first": first[:60], "second": name[:60]}
                remedy = WORDS.say("cohort.two_names", row=at, **names)
                yield Problem.at(row.row, f"{who}_email", email, remedy)


def _learners(rows: Sequence[CohortRow]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        email = row.cells["learner_email"]
        at = seen.setdefault((email, row.cells["skill"].casefold()), row.row)
        if email and at != row.row:
            remedy = WORDS.say("cohort.row_twice", row=at)
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
            remedy = WORDS.say("cohort.two_orders", day=read.day.isoformat())
            yield Problem.at(row.row, "expected_end", cell, remedy)


def _numbers(cell: str, country: str) -> Understood | None:
    try:
        return understood(cell, country)
    except ValueError:
        return None
