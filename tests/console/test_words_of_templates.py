"""Templates hold no words of their own, and say only what there are words for."""

from pathlib import Path
from string import Formatter

import pytest

from tests.console.words_in_templates import keys, words
from tests.domain.words.catalogues_found import ROOT, messages, texts

FOLDER = ROOT / "console/templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
SAID = messages("console.words", "en")


def name(template: Path) -> str:
    return str(template.relative_to(FOLDER))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_has_no_words_of_its_own(template: Path) -> None:
    found = words(template.read_text(encoding="utf-8"))
    assert not found, "Say it by _(): " + "; ".join(f"line {line}: {text}" for line, text in found)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_says_what_there_are_words_for(template: Path) -> None:
    for key, facts in keys(template.read_text(encoding="utf-8")):
        assert key in SAID, key
        for text in texts(SAID[key]):
            places = {place for _, place, _, _ in Formatter().parse(text) if place}
            assert places <= facts, f"{key}: {places - facts}"


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Nothing waits for you.</p>",
        '<img src="{{ one }}" alt="A goal">',
        '<nav aria-label="Pages">{{ _("page.menu") }}</nav>',
        '<input placeholder="Search" name="q">',
        "<p>{{ one }} of {{ two }}</p>",
        "{{ label(form, 'Write it down') }}",
        "{% if x %}<b>Sign out</b>{% endif %}",
        '{% macro said() %} aria-label="Sign out"{% endmacro %}',
    ],
)
def test_planted_words_are_found(planted: str) -> None:
    assert words(planted)


@pytest.mark.parametrize(
    "left",
    [
        "<p class=\"usa-hint\">{{ _('form.choose') }}</p>",
        "{# What this is for. #}<hr>",
        "<p>{{ one }} – {{ two }}</p>",
        "<script>let told = 'A word';</script>",
        '<meta name="viewport" content="width=device-width">',
    ],
)
def test_what_nobody_reads_is_left_alone(left: str) -> None:
    assert not words(left)


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 5
    assert sum(1 for one in TEMPLATES for _ in keys(one.read_text(encoding="utf-8"))) > 30
