"""When coaching is expected to end, as a row writes it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from domain.words import WORDS

LONGEST_DAYS = 5 * 366
"""An engagement that takes longer is most likely a slip of the pen."""
_MONTH_FIRST = frozenset({"US", "AS", "GU", "MP", "PR", "UM", "VI", "FM", "MH", "PW"})
"""Countries that write the month first (Unicode CLDR, short date of the main language)."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY_NAMED = re.compile(r"([0-9]{1,2})[ -]([a-z]{3,9})\.?,?[ -]([0-9]{4}|[0-9]{2})")
_MONTH_NAMED = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")


@dataclass(frozen=True)
class Understood:
    """A day as read; `order` is `month` or `day`, whichever stands first, where numbers show it.

    `either` where both orders would make a day, so that the agency's country decided.
    """

    day: date
    order: str = ""
    either: bool = False


def understood(cell: str, country: str) -> Understood:
    """A day: YYYY-MM-DD, in words, or in numbers as `country` writes them. Raises ValueError."""
    text = " ".join(cell.lower().split())
    # `fromisoformat` also takes week dates and dates without dashes, which nobody means here.
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return Understood(date.fromisoformat(text))
    if m := _DAY_NAMED.fullmatch(text):
        return Understood(date(_year(m[3]), _month(m[2]), int(m[1])))
    if m := _MONTH_NAMED.fullmatch(text):
        return Understood(date(_year(m[3]), _month(m[1]), int(m[2])))
    if not (m := _NUMBERS.fullmatch(text)):
        raise ValueError("no day")
    first, second, year = int(m[1]), int(m[3]), _year(m[4])
    either = first <= 12 and second <= 12 and first != second and m[2] != "."
    # With points between, the day comes first everywhere.
    month_first = second > 12 or (m[2] != "." and first <= 12 and country in _MONTH_FIRST)
    month, day = (first, second) if month_first else (second, first)
    shown = first != second and (either or max(first, second) > 12)
    return Understood(date(year, month, day), ("month" if month_first else "day") * shown, either)


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def expected_end(cell: str, today: date, country: str = "US") -> date:
    """A day, or so many weeks from today. Raises ValueError, OverflowError."""
    if weeks := re.fullmatch(r"([0-9]{1,3}) weeks?", cell.strip().lower()):
        return today + timedelta(weeks=int(weeks[1]))
    return understood(cell, country).day


def remedy_for(cell: str, today: date, country: str = "US") -> str | None:
    """What to do about this cell; None where it is fine."""
    try:
        end = expected_end(cell, today, country)
    except (ValueError, OverflowError):
        written = " ".join(cell.lower().split())
        if any(form.fullmatch(written) for form in (_NUMBERS, _DAY_NAMED, _MONTH_NAMED)):
            return WORDS.say("cohort.no_such_day")
        return WORDS.say("cohort.no_day")
    if end <= today:
        return WORDS.say("cohort.day_past", today=today.isoformat())
    if (end - today).days > LONGEST_DAYS:
        return WORDS.say("cohort.day_far")
    return None
