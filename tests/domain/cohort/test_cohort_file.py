"""A bad cell is named with its row, column, value and remedy; a good file reads whole."""

from datetime import date
from pathlib import Path

import pytest

from domain.cohort import MAX_ROWS, expected_end, read
from tests.domain.cohort.cohort_given import GOOD, TODAY, other, reading, remedy, row, text, told

EXAMPLE = Path(__file__).parents[3] / "examples" / "county-case-plans.csv"


def test_the_county_example_is_fine() -> None:
    file = read(EXAMPLE.read_bytes(), TODAY)
    assert not file.problems
    assert (file.agency, len(file.rows)) == ("Almond County Child Welfare", 23)
    assert len(file.people()) == 27


def test_optional_columns_may_be_left_out_and_get_their_defaults() -> None:
    optional = ("coach_name", "coach_email", "time_zone", "relation", "participation")
    file = reading({k: v for k, v in GOOD.items() if k not in optional})
    assert not file.problems
    assert file.rows[0].cells["participation"] == "voluntary"
    assert file.rows[0].person("coach") is None


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("agency", "", "Fill it in"),
        ("leader_name", "", "sign"),
        ("leader_email", "", "sign"),
        ("learner_email", "ana at almond", "one address"),
        ("learner_email", "ana@almond", "one address"),
        ("coach_email", "a@b.example; c@d.example", "one address"),
        ("coach_email", "", "or neither"),
        ("time_zone", "Pacific", "America/Los_Angeles"),
        ("relation", "friend", "internal, external, supervisor"),
        ("relation", "peer", "internal, external, supervisor"),
        ("model", "swing", "skills_based, grow, clear, flow"),
        ("participation", "forced", "voluntary, mandated"),
        ("expected_end", "soon", "YYYY-MM-DD"),
        ("expected_end", "31/31/2027", "YYYY-MM-DD"),
        ("expected_end", "46568", "YYYY-MM-DD"),
        ("expected_end", "2027-02-30", "YYYY-MM-DD"),
        ("expected_end", "20270630", "YYYY-MM-DD"),
        ("expected_end", "2026-11-23", "after 2026-11-23"),
        ("expected_end", "0 weeks", "after 2026-11-23"),
        ("expected_end", "2207-06-30", "Check the year"),
        ("skill", "=VLOOKUP(A1;B2)", "formula"),
        ("purpose", "@SUM(A1)", "formula"),
        ("learner_name", "+cmd|'/c calc'!A0", "formula"),
        ("skill", "#REF!", "spreadsheet's error"),
        ("purpose", "two\nlines", "line breaks"),
        ("purpose", "a\x07bell", "control characters"),
        ("learner_name", "Ana\x1b[31m", "control characters"),
        ("learner_name", "Ana \u202egnp.exe", "hidden characters"),
        ("learner_name", "Jos\ufffd", "letter was lost"),
        ("skill", "x" * 201, "200 characters"),
        ("purpose", "x" * 8001, "8,000 characters"),
    ],
)
def test_a_bad_cell_is_named_with_its_remedy(column: str, value: str, says: str) -> None:
    file = reading(row(), other(1, **{column: value}))
    assert told(file) == [(3, column, value[:60])]
    assert says in remedy(file)


@pytest.mark.parametrize("who", ["coach", "supervisor", "coordinator"])
def test_a_learner_holds_no_other_role(who: str) -> None:
    same = {f"{who}_name": GOOD["learner_name"], f"{who}_email": GOOD["learner_email"].upper()}
    file = reading(row(**same))
    assert told(file) == [(2, f"{who}_email", GOOD["learner_email"].upper())]
    assert f"their own {who}" in remedy(file)


def test_a_supervisor_who_coaches_needs_a_second_manager() -> None:
    same = {"coach_name": GOOD["supervisor_name"], "coach_email": GOOD["supervisor_email"]}
    file = reading(row(relation="supervisor", **same))
    assert told(file) == [(2, "coach_email", "ursula@almond.example")]
    assert "second manager" in remedy(file)


def test_an_address_with_two_names_is_told_with_both() -> None:
    file = reading(row(), other(1, coach_name="Yara Zimmermann"))
    assert told(file) == [(3, "coach_email", "yara@coaching.example")]
    assert "“Yara Zimmer” in row 2" in remedy(file)
    assert "“Yara Zimmermann” here" in remedy(file)


def test_a_name_differs_by_more_than_spaces_and_the_form_of_its_accents() -> None:
    file = reading(row(coach_name="Zoe\u0308  Zimmer "), other(1, coach_name="Zoë\u00a0Zimmer"))
    assert not file.problems
    assert file.people()["yara@coaching.example"][0] == "Zoë Zimmer"


def test_a_learner_twice_with_the_same_skill() -> None:
    file = reading(row(), row(skill="WRITING case plans"))
    assert told(file) == [(3, "learner_email", "ana@almond.example")]
    assert "row 2 already" in remedy(file)


def test_a_learner_may_have_two_skills() -> None:
    assert not reading(row(), row(skill="Motivational interviewing")).problems


def test_one_file_is_for_one_agency() -> None:
    file = reading(row(), other(1, agency="Walnut County"))
    assert told(file) == [(3, "agency", "Walnut County")]
    assert "“Almond County”" in remedy(file)


def test_every_bad_row_is_named_at_once_in_the_order_of_the_file() -> None:
    file = reading(
        row(expected_end="soon"),
        other(1),
        other(2, form="pair", leader_name=""),
        other(3, supervisor_email="li3@almond.example", supervisor_name="Li 3"),
    )
    assert [(r, c) for r, c, _ in told(file)] == [
        (2, "expected_end"),
        (4, "form"),
        (4, "leader_name"),
        (5, "supervisor_email"),
    ]


def test_a_cell_gets_one_remedy_at_a_time() -> None:
    assert told(reading(row(learner_email="=A1"))) == [(2, "learner_email", "=A1")]


@pytest.mark.parametrize("name", ["أنا عبارة", "אנה", "Ana 🦋", "李小龍", "Núñez-O’Brien", "‎Ana"])
def test_names_of_all_scripts_are_fine(name: str) -> None:
    file = reading(row(learner_name=name))
    assert not file.problems
    assert file.rows[0].person("learner") == (name, "ana@almond.example")


def test_choices_and_column_names_may_be_written_as_people_write_them() -> None:
    cells = {k.replace("_", " ").title(): v for k, v in row(origin="Agency initiative").items()}
    file = reading(cells)
    assert not file.problems
    assert file.rows[0].cells["origin"] == "agency_initiative"


def test_more_rows_than_a_cohort_has_are_told_by_their_number() -> None:
    lines = text(other(1)).splitlines()
    file = read("\n".join([lines[0], *([lines[1]] * (MAX_ROWS + 1))]).encode(), TODAY)
    assert told(file) == [(1, "", "50,001 rows")]
    assert "Split the file" in remedy(file)


def test_a_cell_is_named_as_a_spreadsheet_names_it() -> None:
    [problem] = reading(row(), other(1, expected_end="soon")).problems
    assert problem.cell == "S3"


def test_titles_may_stand_above_the_column_names() -> None:
    above = "Coaching in Almond County,,,\nas of November,,\n\n"
    file = read((above + text(row(), other(1, form="pair"))).encode(), TODAY)
    assert told(file) == [(6, "form", "pair")]


def test_a_time_in_weeks_counts_from_today() -> None:
    assert expected_end("40 weeks", TODAY) == date(2027, 8, 30)
    assert expected_end("1 Week", TODAY) == date(2026, 11, 30)
    assert expected_end("2027-06-30", TODAY) == date(2027, 6, 30)
