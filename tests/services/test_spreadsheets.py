"""Tables for spreadsheets: whatever people wrote stays text."""

import csv
import io

import pytest

from services.spreadsheets import as_csv


@pytest.mark.parametrize(
    "typed",
    [
        "=cmd|' /C calc'!A1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        "\0=1",
        "\uff1d1+1",
        "\uff20SUM(A1)",
    ],
)
def test_no_text_is_run(typed: str) -> None:
    [_, [cell, after]] = csv.reader(io.StringIO(as_csv(["a", "b"], [[typed, "next"]]), newline=""))
    assert cell.startswith("'")
    assert after == "next"


def test_numbers_and_other_text_stay_as_they_are() -> None:
    [_, row] = csv.reader(io.StringIO(as_csv(["a"], [[-2, "two = 2", 'a "b", c\nd']]), newline=""))
    assert row == ["-2", "two = 2", 'a "b", c\nd']
