"""Pages speak the language that a browser asks for, where there is one."""

import pytest

from console.rendering import language
from console.rendering.language import chosen
from console.rendering.moments import day
from domain.words.catalogue import speaking


@pytest.fixture(autouse=True)
def _three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "languages", lambda _: ("en", "es", "fr"))


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("de, en;q=0.5, fr;q=0.7", "fr"),
        ("en-US,en;q=0.9,fr;q=0.1", "en"),
        ("fr;q=0, en", "en"),
        ("fr;q=much, ,;;,xx-yy-zz, es;q=0.1", "es"),
        ("*", "en"),
        ("../../etc;q=1", "en"),
        (",".join(["a" * 9000] * 300), "en"),
    ],
)
def test_the_first_that_is_asked_for_and_there_is_spoken(asked: str, spoken: str) -> None:
    assert chosen(asked) == spoken


def test_days_are_written_as_the_language_has_them() -> None:
    from zoneinfo import ZoneInfo

    assert day("2027-03-04", ZoneInfo("UTC")) == "March 4, 2027"
    with speaking("fr"):
        assert day("2027-03-04", ZoneInfo("UTC")) == "4 mars 2027"
