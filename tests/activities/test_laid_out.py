"""Papers hold up under long names, many groups and many rows: nothing torn or crowded."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from activities.rendering.documents import closing_summary_pdf
from activities.rendering.printed import Signature, SkillLine, goals_pdf, observation_pdf, paper_pdf
from activities.rendering.report_document import Bar, ReportSheet, Table, report_pdf
from tests.activities.printed_samples import AGREEMENT, AT, GOALS, OBSERVED
from tests.activities.samples import SUMMARY, SUMMARY_LINE
from tests.activities.test_documents import read

LONG = "María Guadalupe Fernández-Villanueva y Konstantinopolitanskaya"
FIGURES = [f"Figure {n}" for n in range(9)]
MEASURE = Bar("Completed the coaching", "78%", "23", 0.78)


def placed(pdf: bytes, word: str) -> list[tuple[int, float, float]]:
    """Where each text that begins with this word stands: page, from the left, from below."""
    found: list[tuple[int, float, float]] = []
    for n, page in enumerate(read(pdf).pages):

        def note(
            text: str, cm: list[float], tm: list[float], _font: object, _size: float, n: int = n
        ) -> None:
            if text.strip().startswith(word):
                found.append((n, cm[4] + tm[4], cm[5] + tm[5]))

        page.extract_text(visitor_text=note)
    return found


def report(groups: int) -> bytes:
    """A report with so many units, and with the groups of adoption below them."""
    units = [f"Continuing{n} services" for n in range(groups)]
    tables = [Table("By unit", units, [(one, ["5.5"] * groups) for one in FIGURES])]
    tables.append(Table("By adoption", ["Early"], [(one, ["6.6"]) for one in FIGURES]))
    stages = [replace(MEASURE, label=f"Stage {n}") for n in range(7)]
    return report_pdf(ReportSheet("Cedar", AT, "Over 23", [MEASURE] * 9, stages, tables))


@pytest.mark.parametrize("groups", [3, 4, 11])
def test_groups_of_a_report_stand_apart_however_many_there_are(groups: int) -> None:
    heads = placed(report(groups), "Continuing")
    assert len(heads) == groups
    beside = sorted({round(left) for _, left, _ in heads})
    assert len(beside) == min(groups, 4)
    assert all(after - before > 60 for before, after in pairwise(beside))


@pytest.mark.parametrize("groups", range(1, 12))
def test_no_table_of_groups_goes_over_two_pages(groups: int) -> None:
    for page in read(report(groups)).pages:
        said = page.extract_text()
        counts = {said.count(f"{one} 5.5") + said.count(f"{one} 6.6") for one in FIGURES}
        assert len(counts) == 1, "every figure as often as any other"


def test_a_long_name_has_room_beside_its_signature_and_the_day_stays_on_one_line() -> None:
    signed = [Signature("Supervisor", LONG, date(2027, 9, 22))]
    pdf = paper_pdf(replace(AGREEMENT, signatures=signed))
    ((_, name, _),), ((_, signature, _),) = placed(pdf, "María"), placed(pdf, "Signed in")
    assert signature - name > 122
    said = "".join(page.extract_text() for page in read(pdf).pages)
    assert "Signed in the coaching records" in said
    assert "September 22, 2027" in said


def test_the_day_of_one_rating_stands_under_it() -> None:
    who, ratings = GOALS.goals[0].rated[0]
    one = replace(GOALS.goals[0], rated=[(who, ratings[:1])])
    (in_chart, in_table) = placed(goals_pdf(replace(GOALS, goals=[one], scores=())), "Jan 5, 2027")
    assert in_chart[1] > in_table[1] + 100


def test_a_row_of_the_closing_summary_stays_whole() -> None:
    days = tuple(date(2027, month, 9) for month in range(3, 9))
    lines = (SUMMARY_LINE.model_copy(update={"follow_ups": days}),) * 20
    pdf = closing_summary_pdf(SUMMARY.model_copy(update={"lines": lines}))
    for page in read(pdf).pages:
        said = page.extract_text()
        assert said.count("Mar 9, 2027") == said.count("Jul 9, 2027")


@pytest.mark.parametrize("words", range(20, 60, 5))
def test_a_skill_and_its_example_stay_together(words: int) -> None:
    example = f"Begun {'and waited ' * words}ended."
    skills = [SkillLine(f"Skill{n}", 1, example) for n in range(12)]
    for page in read(observation_pdf(replace(OBSERVED, skills=skills))).pages:
        said = page.extract_text()
        assert said.count("Begun") == said.count("ended.") == said.count("Skill") - 1
