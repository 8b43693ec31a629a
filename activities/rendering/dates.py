"""Dates and times as people in the United States read them, whatever the process locale."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_date(day: date) -> str:
    """`March 3, 2027`."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def short_date(day: date) -> str:
    """`Mar 3, 2027`."""
    return f"{_MONTHS[day.month - 1][:3]} {day.day}, {day.year}"


def weekday_date(day: date) -> str:
    """`Wednesday, March 3`."""
    return f"{_DAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}"


def full_date(day: date) -> str:
    """`Wednesday, March 3, 2027`."""
    return f"{weekday_date(day)}, {day.year}"


def local_moment(moment: datetime, zone: ZoneInfo) -> str:
    """`Wednesday, March 3, 2027, 2:05 p.m.`."""
    local = moment.astimezone(zone)
    half = "a.m." if local.hour < 12 else "p.m."
    return f"{full_date(local.date())}, {local.hour % 12 or 12}:{local.minute:02} {half}"
