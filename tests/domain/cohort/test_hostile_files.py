"""Files that only mean harm are faults as others are, and said in no time."""

from time import process_time

import pytest

from domain.base.file_faults import MOST_FAULTS
from domain.engagement.gates.known_words import known_words
from domain.instruments import instrument_checker
from domain.process import checker
from domain.process.models import DEFAULT, source_of

DEEP = 60_000
HARM = {
    "lists in lists": f"a = {'[' * DEEP}{']' * DEEP}",
    "tables in tables": f"a = {'{b=' * DEEP}1{'}' * DEEP}",
    "a key of many parts": f"{'.'.join(['a'] * DEEP)} = 1",
    "a table of many parts": f"[{' . '.join(['a'] * DEEP)}]",
    "quoted parts": ".".join(['"a\\"b"'] * DEEP) + " = 1",
    "a long number": f"a = {'9' * 5_000}",
    "a long word": f"a = 0x{'f' * 190_000}",
    "many quotes": '"a' * 90_000,
    "many words": "a.b " * 45_000,
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_it_is_a_fault_and_quickly_said(harm: str) -> None:
    before = process_time()
    for found in (
        checker.faults(harm, known_words()),
        instrument_checker.faults(harm, ()),
    ):
        assert found
    assert process_time() - before < 5


def test_signs_that_cannot_be_shown_are_a_fault() -> None:
    sound = source_of(*DEFAULT)
    for sign in ("\\u0000", "\\u0007", "\\u001b"):
        [fault] = checker.faults(sound.replace('title = "', f'title = "{sign}', 1), known_words())
        assert fault.what == "This is not TOML."


def test_so_many_faults_are_named_at_once() -> None:
    many = "\n".join(f"k{n} = 1" for n in range(3 * MOST_FAULTS))
    assert len(checker.faults(many, known_words())) == MOST_FAULTS
