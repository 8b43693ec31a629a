"""What can go wrong with a request, in words for whoever made it; each door says it in its way.

The rules' own refusals are `domain.base.refusals.Refusal`; an act of which it is not known whether
it was recorded is `workflows.errors.OutcomeUnknown`.
"""

from collections.abc import Mapping
from typing import Self


class Trouble(Exception):
    """What went wrong (`what`) and what to do about it (`remedy`, may be empty).

    `at_terminal` is what helps where people type commands; the remedy where that is the same.
    """

    def __init__(self, what: str, remedy: str = "", at_terminal: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.at_terminal = at_terminal or remedy

    @classmethod
    def of(cls, key: str, /, **facts: str | int) -> Self:
        """With the catalogue's words: `trouble.<key>.what`, `.remedy` and `.at_terminal`."""
        # Not before there is a trouble: a program that only says how it is used needs no words.
        from services.words import WORDS

        def said(part: str) -> str:
            full = f"trouble.{key}.{part}"
            return WORDS.say(full, **facts) if WORDS.has(full) else ""

        trouble = cls(said("what"), said("remedy"))
        trouble.at_terminal = said("at_terminal") or trouble.remedy
        return trouble


class BadUsage(Trouble):
    """The request or the settings make no sense."""


class WrongFields(BadUsage):
    """Fields of an act are not what they should be; `fields` says it for each by its name."""

    def __init__(self, what: str, at_terminal: str, fields: Mapping[str, str]) -> None:
        super().__init__(what, at_terminal=at_terminal)
        self.fields = fields


class Refused(Trouble):
    """The rules, or good sense, do not allow it now."""


class NotFound(Trouble):
    """There is no such engagement, person, agency or file."""


class BadFile(Trouble):
    """A file that was given cannot be read as what it should be."""


class Unreachable(Trouble):
    """A server did not answer in time."""


class NotVerified(Trouble):
    """A check of what is kept found that it is not as it was written."""
