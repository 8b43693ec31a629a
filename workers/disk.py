"""How much space is left on the disk of a data folder."""

import shutil
from pathlib import Path

LEAST = 64 * 2**20
"""With less, PostgreSQL stops before long."""
REMEDY = "Free some space, then start again. What was recorded is there."


def shortage(folder: Path) -> str:
    """A sentence where the disk is full, or nearly; empty where it is not, or can't be known."""
    try:
        left = shutil.disk_usage(folder).free
    except OSError:
        return ""
    return "" if left >= LEAST else f"only {left / 2**20:.0f} MB are left on the disk of {folder}"


def after_failure(folder: Path) -> str:
    """What to look at when a server of this folder failed."""
    short = shortage(folder)
    return (
        f"The reason may be this: {short}. {REMEDY}" if short else "`coaching doctor` may say more."
    )
