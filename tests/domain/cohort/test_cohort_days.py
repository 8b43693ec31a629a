"""Days as the agency's country writes them: what could be two days is shown, never guessed."""

from datetime import date, timedelta

import pytest

from domain.cohort import CohortFile, read
from tests.domain.cohort.cohort_given import TODAY, other, remedy, text, told


def reading(*cells: str, country: str = "US") -> CohortFile:
    rows = [other(n, expected_end=cell) for n, cell in enumerate(cells)]
    return read(text(*rows).encode(), TODAY, country)


@pytest.mark.parametrize(
    ("written", "country", "read_as"),
    [
        ("6/30/2027", "US", date(2027, 6, 30)),
        ("06/30/27", "US", date(2027, 6, 30)),
        ("6-30-2027", "US", date(2027, 6, 30)),
        ("30/6/2027", "US", date(2027, 6, 30)),
        ("30/6/2027", "GB", date(2027, 6, 30)),
        ("6/30/2027", "GB", date(2027, 6, 30)),
        ("03/04/2027", "US", date(2027, 3, 4)),
        ("03/04/2027", "GB", date(2027, 4, 3)),
        ("3.4.2027", "US", date(2027, 4, 3)),
        ("30-Jun-2027", "US", date(2027, 6, 30)),
        ("30-Jun-27", "US", date(2027, 6, 30)),
        ("June 30, 2027", "US", date(2027, 6, 30)),
        ("jun. 30th 2027", "US", date(2027, 6, 30)),
        ("30 June 2027", "GB", date(2027, 6, 30)),
    ],
)
def test_a_day_is_read_as_its_country_writes_it(written: str, country: str, read_as: date) -> None:
    file = reading(written, country=country)
    assert not file.problems
    assert file.rows[0].cells["expected_end"] == read_as.isoformat()
    [day] = file.days
    assert (day.written, day.day, day.rows) == (written, read_as, 1)


def test_the_preview_says_a_day_so_that_it_cannot_be_misread() -> None:
    file = reading("03/04/2027", "03/04/2027", "2027-06-30", "40 weeks")
    assert [(day.written, day.said(), day.rows) for day in file.days] == [
        ("03/04/2027", "March 4, 2027", 2),
        ("2027-06-30", "June 30, 2027", 1),
        ("40 weeks", said_in(weeks=40), 1),
    ]
    assert [row.cells["expected_end"] for row in file.rows[2:]] == ["2027-06-30", "40 weeks"]


def said_in(weeks: int) -> str:
    day = TODAY + timedelta(weeks=weeks)
    return f"{day:%B} {day.day}, {day.year}"


def test_days_of_one_file_in_two_orders_are_not_guessed() -> None:
    file = reading("30/06/2027", "03/04/2027", "05/05/2027")
    assert told(file) == [(3, "expected_end", "03/04/2027")]
    assert "could be two days" in remedy(file)
    assert not reading("06/30/2027", "03/04/2027").problems


@pytest.mark.parametrize("cell", ["13/13/2027", "2/30/2027", "1/2/3", "Foo 3, 2027", "3/2027"])
def test_what_is_no_day_gets_a_remedy(cell: str) -> None:
    assert "YYYY-MM-DD" in remedy(reading(cell))
