"""All that people read is read easily: catalogues, and the words that models bring."""

import re
from collections.abc import Iterator

import pytest

from domain.guidance.aids import aids
from domain.guidance.implementation_plan import plan_steps
from domain.guidance.situations import situations
from domain.process.models import RELEASED, process_model
from tests.domain.words.catalogues_found import messages, packages, texts
from tests.domain.words.readability import grade

HIGHEST_GRADE = 8
LONGEST_TITLE = 90
_ENDED = re.compile(r"[.?:)…]$|[.?]”$|: \{\w+\}$")


def of_catalogues() -> Iterator[tuple[str, str]]:
    for package in packages():
        for key, message in messages(package, "en").items():
            for n, text in enumerate(texts(message)):
                yield f"{package} {key} {n}", text


def of_models() -> Iterator[tuple[str, str]]:
    for which in RELEASED:
        model = process_model(*which)
        for stage in model.stages:
            yield f"{model.model} {stage.key}", stage.does
        for need in model.needs.values():
            if need.says:
                yield f"{model.model} {need.key}", need.says


def of_guidance() -> Iterator[tuple[str, str]]:
    for key, aid in aids().items():
        for n, (_, line) in enumerate(aid.lines):
            yield f"aid {key} {n}", line
    for key, one in situations().items():
        for n, line in enumerate(one.consider):
            yield f"situation {key} {n}", line
    for step, guide in plan_steps().items():
        for n, line in enumerate(guide.asks):
            yield f"plan {step} {n}", line


SAID = dict(of_catalogues()) | dict(of_models()) | dict(of_guidance())
SENTENCES = {
    place: text
    for place, text in SAID.items()
    if _ENDED.search(text) and text[0] != "(" and "`" not in text and "--" not in text
}
"""All but fragments, and what names a command of the operator's tool."""
NAMES = {
    place: text
    for place, text in SAID.items()
    if place not in SENTENCES and not _ENDED.search(text)
}


def spoken(text: str) -> str:
    """Without the list of who can supply what is missing, each place a short word."""
    return re.sub(r"\{\w+\}", "one", re.sub(r" \([a-z, ]+\)\.$", ".", text))


def test_a_sentence_is_plain() -> None:
    hard = {
        place: f"{of:.1f}: {text}"
        for place, text in SENTENCES.items()
        if (of := grade(spoken(text))) > HIGHEST_GRADE
    }
    assert hard == {}


def test_a_sentence_begins_and_ends_as_one() -> None:
    for place, text in SENTENCES.items():
        assert text.strip() == text, place
        # Elsewhere a text may go on from the name of a field, or a word such as "Not found".
        if place.startswith(("domain.", "activities.")):
            assert text[0].isupper() or text[0].isdigit() or text[0] in "“{", place


def test_a_title_or_a_label_is_short() -> None:
    for place, text in NAMES.items():
        assert text.strip(), place
        assert len(text) <= LONGEST_TITLE, place


@pytest.mark.parametrize("package", packages())
def test_a_catalogue_as_a_whole_is_plain(package: str) -> None:
    """By a measure of letters and sentences: textstat counts syllables with what it downloads."""
    import textstat  # takes a second, which nobody else is to wait for

    whole = " ".join(spoken(text) for at, text in SENTENCES.items() if at.startswith(package))
    if whole:
        assert textstat.automated_readability_index(whole) <= HIGHEST_GRADE
        assert textstat.coleman_liau_index(whole) <= HIGHEST_GRADE
