"""Catalogues: keys, places, plurals, languages; and that the ones there are, are whole."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.words import catalogue
from domain.words.catalogue import Catalogue, TwoMeanings, catalogues, languages, speaking

HEAD = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {plurals}\\n"
"""
ENGLISH = {"language": "en", "plurals": "nplurals=2; plural=(n != 1);"}
POLISH = {
    "language": "pl",
    "plurals": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14)"
    " ? 1 : 2);",
}
BOARD = """
msgid "board.title"
msgstr "Who needs {what}"

msgid "board.found"
msgid_plural "board.found"
msgstr[0] "{n} person"
msgstr[1] "{n} people"
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands for a package's own, with `board` in English."""
    monkeypatch.setattr(catalogue, "_folder", lambda package: tmp_path / package)
    write(tmp_path / "pages/en/board.po", HEAD.format(**ENGLISH) + BOARD)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    catalogue._texts.cache_clear()
    catalogue._translations.cache_clear()


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_sentence_is_said_with_its_facts(place: Path) -> None:
    assert Catalogue("pages").say("board.title", what="you") == "Who needs you"
    assert Catalogue("pages").say("board.title") == "Who needs …"
    assert Catalogue("pages").say("board.title", what="{n.__class__}") == "Who needs {n.__class__}"


def test_things_are_counted(place: Path) -> None:
    words = Catalogue("pages")
    assert [words.say_n("board.found", n) for n in (0, 1, 2)] == [
        "0 people",
        "1 person",
        "2 people",
    ]
    assert words.say("board.found", n=1) == "1 person"


def test_another_language_counts_by_its_own_rule(place: Path) -> None:
    # Two files, so that the rule is seen to hold for those read after the first.
    write(place / "pages/pl/a.po", HEAD.format(**POLISH) + '\nmsgid "board.title"\nmsgstr "Kto"\n')
    forms = "".join(f'msgstr[{n}] "{{n}} {one}"\n' for n, one in enumerate(("a", "b", "c")))
    found = f'\nmsgid "board.found"\nmsgid_plural "board.found"\n{forms}'
    write(place / "pages/pl/b.po", HEAD.format(**POLISH) + found)
    words = Catalogue("pages", "pl")
    assert [words.say_n("board.found", n) for n in (1, 3, 5, 22)] == ["1 a", "3 b", "5 c", "22 b"]
    assert words.say("board.title") == "Kto"


def test_what_a_language_lacks_is_said_in_its_wider_form_and_then_in_english(place: Path) -> None:
    write(place / "pages/es/board.po", HEAD.format(language="es", plurals=ENGLISH["plurals"]))
    with speaking("es_MX"):
        assert Catalogue("pages").say_n("board.found", 2) == "2 people"
    title = '\nmsgid "board.title"\nmsgstr "A quién"\n'
    write(
        place / "pages/es/board.po",
        HEAD.format(language="es", plurals=ENGLISH["plurals"]) + title,
    )
    forget()
    with speaking("es_MX"):
        assert Catalogue("pages").say("board.title") == "A quién"
        assert Catalogue("pages", "en").say("board.title", what="you") == "Who needs you"
    assert Catalogue("pages").say("board.title", what="you") == "Who needs you"
    assert languages("pages") == ("en", "es")


def test_a_key_without_words_never_fails_before_a_person(place: Path) -> None:
    words = Catalogue("pages")
    assert not words.has("board.not_there")
    assert words.say("board.not_there", n=2) == "Not there"


def test_a_key_in_two_files_is_found_at_loading(place: Path) -> None:
    write(place / "pages/en/copy.po", HEAD.format(**ENGLISH) + BOARD)
    with pytest.raises(TwoMeanings, match=r"board\.title"):
        Catalogue("pages").has("board.title")


def test_keys_are_listed_by_their_beginning(place: Path) -> None:
    words = Catalogue("pages")
    assert words.keys("board.") == ("board.title", "board.found")
    assert words.texts("board.") == {"title": "Who needs {what}", "found": "{n} person"}


def test_no_name_stands_twice_in_a_file() -> None:
    # Reading keeps the last of two equal keys and says nothing, so the text is looked at.
    for file in Path(__file__).parents[3].glob("*/**/en/*.po"):
        if ".venv" not in file.parts:
            keys = re.findall(r'^msgid "(.+)"$', file.read_text(encoding="utf-8"), re.MULTILINE)
            assert keys, file
            assert len(keys) == len(set(keys)), file


def test_the_domains_own_catalogues_are_read_whole() -> None:
    assert len(catalogues("domain.words", "en")) >= 7
    assert len(Catalogue("domain.words").keys("refusal.")) > 100
