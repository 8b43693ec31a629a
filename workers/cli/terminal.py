"""Whether somebody sits at a terminal who can be asked."""

import os
import sys


def is_one() -> bool:
    """Whether people type and read here, at a terminal that can be drawn on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
