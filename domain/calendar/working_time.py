"""When a person may be written to: their zone, working hours, no weekends, no public holidays."""

from datetime import date
from functools import cache

import holidays

from domain.agency.agency import AgencySettings
from domain.base.model import Instant
from domain.person.person import Person


@cache
def _calendar(country: str, subdivision: str, year: int) -> frozenset[date]:
    days = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    return frozenset(days.keys())


def is_working_day(day: date, settings: AgencySettings) -> bool:
    """Neither Saturday, Sunday nor a public holiday of the agency's state."""
    off = _calendar(settings.country, settings.subdivision, day.year)
    return day.weekday() < 5 and day not in off


def may_write(
    now: Instant, person: Person, settings: AgencySettings, *, pressing: bool = False
) -> bool:
    """Whether a reminder may reach this person now, by their own hours and days if they set any.

    What is `pressing` comes on any working day.
    """
    local = now.astimezone(person.zone)
    hours = person.working_hours or settings.working_hours
    wanted = pressing or local.weekday() in person.reminder_days
    at_work = hours.start <= local.hour < hours.end
    return wanted and at_work and is_working_day(local.date(), settings)
