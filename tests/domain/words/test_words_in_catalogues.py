"""No sentence that people read stands in code; every key that code says is in a catalogue."""

import ast
from collections.abc import Iterator
from string import Formatter

import pytest

from domain.words.catalogue import Catalogue
from tests.domain.words.catalogues_found import ROOT, messages, texts
from tests.domain.words.sentences_in_code import sentences

SPOKEN = ("domain", "activities", "services", "console")
OPERATORS = {
    "domain/process/checker.py": "for whoever writes a coaching model, at a terminal",
    "domain/process/kept.py": "for whoever writes a coaching model, at a terminal",
    "domain/base/file_faults.py": "for whoever writes a data file of their own",
    "domain/base/shape_faults.py": "for whoever writes a data file of their own",
    "domain/instruments/instrument_checker.py": "for whoever writes a questionnaire of their own",
    "services/operating/process_models.py": "the same",
    "services/operating/paths.py": "files named at a terminal",
    "services/operating/instruments.py": "questionnaires at a terminal",
    "services/acts/field_input.py": "fields as they are typed at a terminal",
    "services/launching/checking.py": "a cohort file checked at a terminal",
    "services/launching/comparing.py": "the same",
    "services/acts/describe.py": "acts as they are typed at a terminal",
    "services/operating/listing.py": "lists at a terminal",
    "services/operating/disposing.py": "text disposed of at a terminal",
    "activities/errors.py": "for the log and for whoever runs the engine",
    "activities/ports.py": "the same",
}
"""Files that speak to operators alone (docs/adr/0016-words-in-catalogues.md)."""
ALLOWED = {
    "Mac OS Roman": "a name",
    "Coaching engagements": "the program's name in its own description",
    "the address on record is not a mail address": "kept with the mail, for operators",
    "{}, shown as person {} may see it": "kept with an operator's reading",
}
CATALOGUES = {
    "domain": "domain.words",
    "activities": "activities.rendering",
    "services": "services.words",
    "console": "console.words",
}


def files(top: str) -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / top).rglob("*.py")):
        yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


@pytest.mark.parametrize("top", [one for one in SPOKEN if (ROOT / one).is_dir()])
def test_no_sentence_stands_in_code(top: str) -> None:
    found = [
        f"{name}:{line}: {text}"
        for name, source in files(top)
        if name not in OPERATORS
        for line, text in sentences(source)
        if text not in ALLOWED
    ]
    assert not found, "Say it from a catalogue:\n" + "\n".join(found)


PLANTED = [
    'told = "Please read it and sign."',
    'told = f"Hello {name}, it is your turn"',
    'told = {"a": "Nothing is waiting for you today."}',
    'raise NotFound("no such thing")',
    'raise NotFound.of("x") from BadUsage("gone", "try again")',
    'Page(heading="Your reminders")',
    'html = "<p>Please read it and sign.</p>"',
]
LEFT = [
    '"""Gives the sentence. Raises nothing."""',
    'raise ValueError("A sentence for programmers.")',
    'log.info("Worker has started, all is well.")',
    'WORDS.say("refusal.role_may_not")',
    'style = "margin:0 0 8px;padding-left:20px"',
    '_DAY = re.compile("A day in words, such as Monday.")',
    'key = "role_may_not"',
    'app.get("/", description="Gives all that there is.")',
]


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_sentence_is_found(planted: str) -> None:
    assert list(sentences(planted))


@pytest.mark.parametrize("left", LEFT)
def test_what_nobody_reads_is_left_alone(left: str) -> None:
    assert not list(sentences(left))


def test_what_is_allowed_is_still_there() -> None:
    there = dict(file for top in SPOKEN for file in files(top))
    console = (ROOT / "console").is_dir()
    for name in OPERATORS:
        assert list(sentences(there[name])), f"{name} needs no leave any more"
    said = {text for source in there.values() for _, text in sentences(source)}
    assert set(ALLOWED) - said <= ({"Coaching engagements"} if not console else set())


def said_in(source: str) -> Iterator[tuple[str, set[str] | None]]:
    """Each key that is said by name, with its facts; None where they are not all named."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        says = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if says not in ("say", "say_n"):
            continue
        spread = any(one.arg is None for one in call.keywords)
        facts = {one.arg for one in call.keywords if one.arg}
        if says == "say_n":
            facts.add("n")
        for key in ast.walk(call.args[0]):
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and "." in key.value:
                inside = isinstance(call.args[0], ast.JoinedStr | ast.Compare)
                if not inside:
                    yield key.value, None if spread else facts


@pytest.mark.parametrize("top", [one for one in SPOKEN if (ROOT / one).is_dir()])
def test_every_key_that_code_says_has_words_with_the_facts_it_gives(top: str) -> None:
    words, count = messages(CATALOGUES[top], "en"), 0
    for name, source in files(top):
        spoken = words
        if "from domain.words import WORDS" in source:
            spoken = messages("domain.words", "en")
        for key, facts in said_in(source):
            count += 1
            assert key in spoken, f"{name}: {key}"
            for text in texts(spoken[key]):
                places = {place for _, place, _, _ in Formatter().parse(text) if place}
                assert facts is None or places <= facts, f"{name}: {key}: {places - facts}"
    assert count > 3, top


def test_every_trouble_that_is_made_has_words() -> None:
    words = Catalogue("services.words")
    count = 0
    for top in ("services", "console"):
        for name, source in files(top):
            for made in ast.walk(ast.parse(source)):
                match made:
                    case ast.Call(
                        func=ast.Attribute(attr="of"), args=[ast.Constant(value=str() as key)]
                    ):
                        count += 1
                        assert words.has(f"trouble.{key}.what"), f"{name}: {key}"
                    case _:
                        pass
    assert count > 20
