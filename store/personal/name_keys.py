"""Names as they are searched for: the beginnings of their words, whatever their case or accents."""

import re
import unicodedata

SHORTEST, LONGEST = 2, 12
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a name or a search: small letters without accents, each once, in order."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return list(dict.fromkeys(_WORD.findall(bare)))


def beginnings(name: str) -> list[str]:
    """Every beginning of two letters or more of every word, by which the name is found."""
    found = {
        word[:length]
        for word in words(name)
        for length in range(SHORTEST, min(LONGEST, len(word)) + 1)
    }
    return sorted(found)


def sought(typed: str) -> list[str]:
    """What a search asks for: each word, cut to what is kept; too short ones are left out."""
    return [word[:LONGEST] for word in words(typed) if len(word) >= SHORTEST]
