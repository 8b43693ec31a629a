"""Days as people read them, where a history holds them as text."""

import re
from datetime import date
from typing import Any

from activities.rendering.dates import long_date

_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day_said(value: Any) -> str:
    """A day, or a text that begins with one, written out; empty where there is none."""
    if value is None:
        return ""
    return long_date(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))


def text_said(value: object) -> str:
    """A text as it is, but a day written out."""
    text = str(value)
    return day_said(text) if _A_DAY.fullmatch(text) else text
