"""Dates and times in the language that is spoken, whatever the process locale."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from activities.rendering.words import WORDS
from domain.words.catalogue import spoken_locale


def long_date(day: date) -> str:
    """`March 3, 2027`."""
    return format_date(day, "long", spoken_locale())


def short_date(day: date) -> str:
    """`Mar 3, 2027`."""
    return format_date(day, "medium", spoken_locale())


def weekday_date(day: date) -> str:
    """`Wednesday, March 3`."""
    return format_date(day, WORDS.say("mail.day_pattern"), spoken_locale())


def full_date(day: date) -> str:
    """`Wednesday, March 3, 2027`."""
    return format_date(day, "full", spoken_locale())


def local_moment(moment: datetime, zone: ZoneInfo) -> str:
    """`Wednesday, March 3, 2027, 2:05 PM`."""
    local = moment.astimezone(zone)
    # The space before AM and PM is one that not every mail program draws.
    time = format_time(local, "short", locale=spoken_locale()).replace("\u202f", " ")
    return f"{full_date(local.date())}, {time}"
