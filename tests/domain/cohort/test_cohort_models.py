"""A cohort file names models by key or title; an agency's own ones where the agency is known."""

from domain.cohort import CohortFile, read
from domain.process.models import ProcessModel, process_model
from tests.domain.cohort.cohort_given import TODAY, other, row, text, told

OWN = process_model("grow", 1).model_copy(
    update={"model": "county_way", "title": "Coaching by Lamplight", "version": 3}
)
NAMESAKE = OWN.model_copy(update={"model": "second_way", "title": "GROW / REGROW coaching"})


def _named(*written: str, own: tuple[ProcessModel, ...] = (OWN, NAMESAKE)) -> CohortFile:
    rows = [other(n, model=one) for n, one in enumerate(written)]
    return read(text(*rows).encode(), TODAY, "US", own)


def test_own_models_go_by_key_and_by_title_however_written() -> None:
    file = _named("county_way", "County Way", "coaching by  lamplight", "Coaching by Lamplight")
    assert file.problems == ()
    assert {one.cells["model"] for one in file.rows} == {"county_way"}
    [read_so] = file.models
    assert (read_so.title, read_so.version, read_so.rows) == ("Coaching by Lamplight", 3, 4)


def test_released_models_go_by_title_too_and_need_no_second_look() -> None:
    file = _named("Skills-based coaching", "grow", "")
    assert [one.cells["model"] for one in file.rows] == ["skills_based", "grow", "skills_based"]
    assert file.models == ()


def test_a_bad_name_is_answered_with_all_that_may_be_named() -> None:
    file = _named("lamplight")
    assert told(file) == [(2, "model", "lamplight")]
    remedy = file.problems[0].remedy
    assert "skills_based, grow, clear, flow, county_way (Coaching by Lamplight)" in remedy


def test_a_title_of_two_models_names_neither() -> None:
    assert told(_named("GROW / REGROW coaching")) == [(2, "model", "GROW / REGROW coaching")]
    assert _named("GROW / REGROW coaching", own=()).problems == ()


def test_nobody_elses_own_model_may_be_named() -> None:
    file = read(text(row(model="county_way")).encode(), TODAY)
    assert told(file) == [(2, "model", "county_way")]
