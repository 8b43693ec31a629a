"""Reading grade of a sentence (Kincaid and others, 1975), syllables counted by groups of vowels."""

import re

_ENDS = re.compile(r"[.!?;:](?=\s|$|[”)])")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


def grade(text: str) -> float:
    """The school grade in which a text is understood; a `{place}` counts as a short word."""
    text = re.sub(r"\{\w+\}", "one", text)
    words = _WORD.findall(text)
    sentences = max(1, len(_ENDS.findall(text)))
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    plain = re.sub(r"['’]s?$", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", plain)) + plain.count("coor")
    silent = (r"[^aeiouyl]e$", r"[^aeiouytd]ed$", r"[^aeiouysxzcgl]es$")
    return max(1, count - sum(bool(re.search(ending, plain)) for ending in silent))
