"""Why a command was refused: a stable code and facts, never anyone's words.

Sentences are made at the edge (`domain.words`), so that a code can be tested and translated.
"""

from collections.abc import Mapping

Fact = str | int | tuple[str, ...]


class Refusal(Exception):
    """A command the rules do not allow now; nothing was recorded."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Fact] = facts


class RequirementUnmet(Refusal):
    """The stage cannot be left forward yet; `missing` holds the keys of what is wanting."""

    def __init__(self, *missing: str) -> None:
        super().__init__("requirement_unmet", missing=missing)
        self.missing = missing
