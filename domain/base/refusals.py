"""Why a command was refused: a stable code and facts, never anyone's words.

Sentences are made at the edge (`domain.words`), so that a code can be tested and translated.
"""

from collections.abc import Mapping

Fact = str | int | tuple[str, ...]

OWN_WORDS = "says_"
"""What begins the name of a fact that is the sentence for a need, before the need's key."""


class Refusal(Exception):
    """A command the rules do not allow now; nothing was recorded."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Fact] = facts


class RequirementUnmet(Refusal):
    """The stage cannot be left forward yet; `missing` holds the keys of what is wanting.

    `own_words` are sentences of a model that is an agency's own, by the keys of its needs.
    """

    def __init__(self, *missing: str, own_words: Mapping[str, Fact] | None = None) -> None:
        # Flat, as facts travel; what is wanting comes first.
        words = {f"{OWN_WORDS}{key}": says for key, says in (own_words or {}).items()}
        super().__init__("requirement_unmet", missing=missing, **words)
        self.missing = missing
