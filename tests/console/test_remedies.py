"""What helps is said for the door that people stand at: no page tells anybody to type a command."""

import pytest

from console.words import WORDS as CONSOLE_WORDS
from domain.words import WORDS as DOMAIN_WORDS
from domain.words.catalogue import Catalogue
from services.troubles import NotFound
from services.words import WORDS

TYPED_ONLY = (".at_terminal", "wrong.fields_of")
CATALOGUES = {"services": WORDS, "domain": DOMAIN_WORDS, "console": CONSOLE_WORDS}


@pytest.mark.parametrize("words", CATALOGUES.values(), ids=CATALOGUES)
def test_only_what_is_for_terminals_names_a_command(words: Catalogue) -> None:
    naming = {
        key
        for key, text in words.texts("").items()
        if "`coaching" in text and not key.endswith(TYPED_ONLY)
    }
    assert naming == set()


def test_each_door_says_what_helps_there() -> None:
    trouble = NotFound.of("no_act", typed="dance")
    assert "`coaching acts`" in trouble.at_terminal
    assert trouble.remedy
    assert "`" not in trouble.remedy
