"""What people print is PDF/UA, says all that it must, and can be signed or filled in."""

from dataclasses import replace

import pytest

from activities.rendering.printed import goals_pdf, observation_pdf, paper_pdf
from tests.activities.printed_samples import AGREEMENT, FORM, GOALS, OBSERVED
from tests.activities.test_documents import read, text_of, xmp

SHEETS = {
    "agreement": paper_pdf(AGREEMENT),
    "goals": goals_pdf(GOALS),
    "form": observation_pdf(FORM),
    "observed": observation_pdf(OBSERVED),
    "guide": observation_pdf(replace(FORM, skills=(), scale=())),
}


@pytest.mark.parametrize("name", SHEETS)
def test_each_is_tagged_and_its_metadata_name_nobody(name: str) -> None:
    pdf = SHEETS[name]
    root = repr(read(pdf).root_object)
    assert "'/MarkInfo': {'/Marked': True" in root
    assert "'/Lang': 'en" in root
    assert b"pdfuaid:part" in xmp(pdf)
    told = f"{read(pdf).metadata} {xmp(pdf)!r}"
    for word in ("Maria", "Dana", "Ruth", "own words"):
        assert word not in told


def test_the_agreement_has_a_line_for_each_of_the_four_and_says_who_signed() -> None:
    said = text_of(SHEETS["agreement"])
    for role in ("Agency leadership", "Supervisor", "Learner", "Coach"):
        assert role in said
    assert "Signed in the coaching records March 1, 2027" in said
    assert said.count("Signed in the coaching records") == 1, "the others have yet to sign"


def test_a_chart_of_ratings_is_told_in_words() -> None:
    pdf, said = SHEETS["goals"], text_of(SHEETS["goals"])
    assert b"/S/Figure" in pdf
    assert b"/Alt" in pdf
    for part in ("Ask the family", "After the second visit", "50.0", "56.2", "Not rated yet"):
        assert part in said


def test_a_goal_that_two_share_has_a_chart_of_each() -> None:
    ratings = GOALS.goals[0].rated[0][1]
    shared = replace(GOALS.goals[0], rated=[("Maria Nguyễn", ratings), ("Ben Ode", ratings[:1])])
    pdf = goals_pdf(replace(GOALS, goals=[shared]))
    assert pdf.count(b"/S/Figure") == 2
    for who in ("Maria Nguyễn", "Ben Ode"):
        assert f"How the ratings moved: {who}" in text_of(pdf)
    assert "How the ratings moved:" not in text_of(SHEETS["goals"]), "of one alone it is plain"


def test_an_empty_form_has_room_and_a_filled_one_what_was_written() -> None:
    empty, filled = text_of(SHEETS["form"]), text_of(SHEETS["observed"])
    for part in ("Almost never", "Was genuine and respectful", "How was the opening?", "Georgia"):
        assert part in empty
        assert part in filled
    for part in ("Waited while the mother", "With a question", "A calm visit", "March 1"):
        assert part in filled
        assert part not in empty
