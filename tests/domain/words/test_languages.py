"""Another language is another catalogue: each is well formed, and everything is said from it."""

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po
from pypdf import PdfReader

from activities.rendering.documents import handoff_pdf
from activities.rendering.mail import render_mail
from domain.words import catalogue, say_event, say_refusal, say_reminder
from domain.words.catalogue import catalogues, speaking
from services.acts.act_words import label_of, title_of_kind
from services.troubles import NotFound
from tests.activities.samples import DIGEST, HANDOFF, SENDER, frozen
from tests.domain.words.catalogues_found import ROOT, messages, others, packages, texts

LANGUAGE = "fr"
"""A real language, so that days and plurals have its rules; its words are English upside down."""


def places(text: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(text) if place}


@pytest.mark.parametrize("package", packages())
def test_english_is_whole(package: str) -> None:
    for file in catalogues(package, "en"):
        assert str(file.locale) == "en"
        assert file.num_plurals == 2
        assert not file.obsolete
    for key, message in messages(package, "en").items():
        assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", key), key
        assert not message.fuzzy, key
        assert all(texts(message)), key
        # Every form has the same places, but that one thing need not be counted.
        assert len({frozenset(places(text) - {"n"}) for text in texts(message)}) == 1, key
        assert all(place.isidentifier() for place in places(texts(message)[0])), key


def test_every_other_language_says_the_same_things_with_the_same_facts() -> None:
    for package, language in others():
        differing(package, language)


def differing(package: str, language: str) -> None:
    """Raises AssertionError for what a language has amiss."""
    english = messages(package, "en")
    for file in catalogues(package, language):
        assert str(file.locale) == language
        assert not file.obsolete
    for key, message in messages(package, language).items():
        assert key in english, f"{key} is no key of {package}"
        assert not message.fuzzy, f"{key} is not looked over yet"
        wanted = set().union(*map(places, texts(english[key])))
        for text in texts(message):
            assert places(text) <= wanted, f"{key}: {places(text) - wanted} is never filled"
            assert not text or wanted - {"n"} <= places(text), f"{key}: {wanted} is left out"


def mirrored(text: str) -> str:
    """The sentence in a language of its own: every word turned round, places as they are."""
    parts = re.split(r"(\{\w*\}|\{\{|\}\})", text)
    return "".join(
        part if n % 2 else re.sub(r"[^\W\d_]+", lambda word: word[0][::-1], part)
        for n, part in enumerate(parts)
    )


@pytest.fixture
def other_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every English catalogue once more, in the made-up language."""
    where = catalogue._folder
    for package in packages():
        for n, english in enumerate(catalogues(package, "en")):
            made = Catalog(locale=LANGUAGE)
            for message in english:
                if message.id:
                    said = tuple(map(mirrored, texts(message)))
                    made.add(message.id, said if len(said) > 1 else said[0])
            out = BytesIO()
            write_po(out, made)
            file = tmp_path / package / LANGUAGE / f"{n}.po"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(out.getvalue())
        english_files = ROOT.joinpath(*package.split("."), "en").glob("*.po")
        (tmp_path / package / "en").mkdir()
        for file in english_files:
            (tmp_path / package / "en" / file.name).write_bytes(file.read_bytes())

    def folder(package: str) -> Traversable:
        return tmp_path / package if (tmp_path / package).is_dir() else where(package)

    monkeypatch.setattr(catalogue, "_folder", folder)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    catalogue._texts.cache_clear()
    catalogue._translations.cache_clear()


def test_the_made_up_language_is_well_formed(other_language: Path) -> None:
    for package in packages():
        differing(package, LANGUAGE)


def test_a_language_that_is_not_well_formed_is_found(other_language: Path) -> None:
    file = next((other_language / "domain.words" / LANGUAGE).glob("*.po"))
    file.write_text(
        file.read_text(encoding="utf-8") + '\nmsgid "refusal.none"\nmsgstr "Non"\n',
        encoding="utf-8",
    )
    with pytest.raises(AssertionError, match=r"refusal\.none is no key"):
        differing("domain.words", LANGUAGE)


def test_refusals_reminders_acts_and_troubles_are_said_in_it(other_language: Path) -> None:
    english = say_refusal("paused"), say_event("goal_set"), say_reminder("goals/1")
    with speaking(LANGUAGE):
        assert say_refusal("paused") == mirrored(english[0]) != english[0]
        assert say_event("goal_set") == mirrored(english[1])
        assert say_reminder("goals/1") == tuple(map(mirrored, english[2]))
        assert title_of_kind("set_goal") == mirrored("Set a goal")
        assert label_of("review_cycle", "went_well") == mirrored("What went well?")
        assert NotFound.of("no_agency").what == mirrored("there is no such agency")
    assert say_refusal("paused") == english[0]


def test_a_mail_is_written_in_it(other_language: Path) -> None:
    with speaking(LANGUAGE):
        message = render_mail(frozen(DIGEST), SENDER, None)
    html = message.get_body(("html",))
    assert html is not None
    said = html.get_content()
    assert f'<html lang="{LANGUAGE}">' in said
    assert mirrored("Next step due") in said
    assert "jeudi 4 mars 2027" in said
    for english in ("Next step", "waiting since", "Your reminders", "March"):
        assert english not in said
    assert "mercredi" in str(message["Subject"])


def test_a_document_is_written_in_it(other_language: Path) -> None:
    with speaking(LANGUAGE):
        pdf = PdfReader(BytesIO(handoff_pdf(HANDOFF)))
    said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert str(pdf.root_object["/Lang"]) == LANGUAGE
    assert mirrored("Goals, as agreed") in said
    assert "3 mars 2027" in said
    assert HANDOFF.skill in said
    for english in ("Coaching handoff", "Goals", "Questions", "Page 1", "Confidential"):
        assert english not in said
