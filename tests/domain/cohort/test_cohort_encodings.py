"""Text is read in the encoding its spreadsheet used, and people are shown how."""

import pytest

from domain.cohort import CohortFile, read
from tests.domain.cohort.cohort_given import TODAY, other, remedy, row, text, told

NAMES = ["José Núñez", "Müller", "Zoë O’Brien", "François Lefèvre", "Renée", "Åse Ødegård", "IÑIGO"]


def reading(data: bytes) -> CohortFile:
    return read(data, TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_in_every_form_is_read(encoding: str) -> None:
    file = reading(text(row(learner_name="José Núñez"), separator="\t").encode(encoding))
    assert not file.problems
    assert file.rows[0].cells["learner_name"] == "José Núñez"
    assert (file.encoding, file.words) == ("", ())


@pytest.mark.parametrize("name", NAMES)
def test_what_excel_on_windows_saves_is_read_and_shown(name: str) -> None:
    file = reading(text(other(1), row(learner_name=name)).encode("cp1252"))
    assert not file.problems
    assert file.rows[1].cells["learner_name"] == name
    assert file.encoding == "Windows-1252"
    assert set(file.words) <= set(name.split())


@pytest.mark.parametrize("name", NAMES)
def test_what_excel_on_a_mac_saves_is_read(name: str) -> None:
    file = reading(text(other(1), row(learner_name=name)).encode("mac_roman"))
    assert not file.problems
    assert (file.rows[1].cells["learner_name"], file.encoding) == (name, "Mac OS Roman")


def test_ms_dos_text_is_read() -> None:
    file = reading(text(row(learner_name="José Núñez")).encode("cp437"))
    assert (file.rows[0].cells["learner_name"], file.encoding) == ("José Núñez", "MS-DOS")


def test_letters_of_no_known_encoding_are_told_with_row_and_word() -> None:
    data = (
        text(other(1), row(learner_name="Jos@"))
        .encode()
        .replace(b"Jos@", b"Jos\xc3\xa9\xff\xfe\x81")
    )
    file = reading(data)
    [(at, _, value)] = told(file)
    assert at == 3
    assert value.startswith("Jos")
    assert "CSV UTF-8" in remedy(file)
