"""When coaching is expected to end, as a row writes it."""

import re
from datetime import date, timedelta

LONGEST_DAYS = 5 * 366
"""An engagement that takes longer is most likely a slip of the pen."""


def expected_end(cell: str, today: date) -> date:
    """A day, or so many weeks from today. Raises ValueError, OverflowError."""
    if weeks := re.fullmatch(r"([0-9]{1,3}) weeks?", cell.strip().lower()):
        return today + timedelta(weeks=int(weeks[1]))
    # `fromisoformat` also takes week dates and dates without dashes, which nobody means here.
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell.strip()):
        raise ValueError("not YYYY-MM-DD")
    return date.fromisoformat(cell.strip())


def remedy_for(cell: str, today: date) -> str | None:
    """What to do about this cell; None where it is fine."""
    try:
        end = expected_end(cell, today)
    except (ValueError, OverflowError):
        return "Write the day as YYYY-MM-DD, such as 2027-06-30, or a time such as 40 weeks."
    if end <= today:
        return f"This day is not ahead. Use a day after {today.isoformat()}."
    if (end - today).days > LONGEST_DAYS:
        return "This is more than five years ahead. Check the year."
    return None
