"""Exit codes of `coaching`, and the troubles that lead to them."""

from enum import IntEnum


class Exit(IntEnum):
    """What the exit code of a command says; scripts may rely on it."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    REFUSED = 3
    """The rules do not allow it now; nothing was recorded."""
    NOT_FOUND = 4
    BAD_FILE = 5
    UNREACHABLE = 6
    """A server did not answer; nothing is known to be recorded."""
    UNKNOWN = 7
    """It is not known whether the act was recorded; repeat it with the same command id."""
    NOT_VERIFIED = 8


class Trouble(Exception):
    """What went wrong and what to do about it, in words for the person at the terminal."""

    exit = Exit.UNEXPECTED

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class BadUsage(Trouble):
    """The command or the settings make no sense."""

    exit = Exit.USAGE


class Refused(Trouble):
    """The rules, or good sense, do not allow it now."""

    exit = Exit.REFUSED


class NotFound(Trouble):
    """There is no such engagement, person, agency or file."""

    exit = Exit.NOT_FOUND


class BadFile(Trouble):
    """A file that was given cannot be read as what it should be."""

    exit = Exit.BAD_FILE


class Unreachable(Trouble):
    """A server did not answer in time."""

    exit = Exit.UNREACHABLE


class OutcomeUnknown(Trouble):
    """The answer did not come in time; the act may or may not be recorded."""

    exit = Exit.UNKNOWN


class NotVerified(Trouble):
    """A check of what is kept found that it is not as it was written."""

    exit = Exit.NOT_VERIFIED
