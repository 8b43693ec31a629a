"""Exit codes of `coaching`, and which trouble ends in which."""

from enum import IntEnum

from services.troubles import (
    BadFile,
    BadUsage,
    NotFound,
    NotVerified,
    Refused,
    Trouble,
    Unreachable,
)


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


_CODES = {
    BadUsage: Exit.USAGE,
    Refused: Exit.REFUSED,
    NotFound: Exit.NOT_FOUND,
    BadFile: Exit.BAD_FILE,
    Unreachable: Exit.UNREACHABLE,
    NotVerified: Exit.NOT_VERIFIED,
}


def exit_code(trouble: Trouble) -> Exit:
    """The code a trouble ends in; `Exit.UNEXPECTED` for one of no listed kind."""
    return next((code for kind, code in _CODES.items() if isinstance(trouble, kind)), Exit(1))
