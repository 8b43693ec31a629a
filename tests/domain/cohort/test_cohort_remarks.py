"""What may stand, but should be looked at before launching."""

import pytest

from tests.domain.cohort.cohort_given import other, reading, row


def test_supervisors_who_supervise_each_other_are_remarked_upon() -> None:
    one, two = ("Ana Abara", "ana@almond.example"), ("Ben Brandt", "ben@almond.example")
    file = reading(
        other(1),
        row(supervisor_name=two[0], supervisor_email=two[1]),
        row(
            learner_name=two[0],
            learner_email=two[1],
            supervisor_name=one[0],
            supervisor_email=one[1],
        ),
    )
    assert not file.problems
    [remark] = file.remarks
    assert (remark.row, remark.column, remark.cell) == (4, "supervisor_email", "E4")
    assert "row 3" in remark.remedy
    assert "supervise each other" in remark.remedy


@pytest.mark.parametrize(
    ("purpose", "passage", "what"),
    [
        ("Plans such as case no. 2027-00412", "case no. 2027-00412", "case number"),
        ("Talking with the mother Maria Lopez", "mother Maria Lopez", "name"),
    ],
)
def test_what_looks_like_a_client_is_remarked_upon(purpose: str, passage: str, what: str) -> None:
    file = reading(row(), other(1, purpose=purpose))
    assert not file.problems
    [remark] = file.remarks
    assert (remark.row, remark.column, remark.value) == (3, "purpose", passage)
    assert f"a client's {what}" in remark.remedy


def test_an_ordinary_file_is_not_remarked_upon() -> None:
    assert reading(row(), other(1), other(2)).remarks == ()
