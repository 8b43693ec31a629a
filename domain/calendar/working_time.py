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


def may_write(now: Instant, person: Person, settings: AgencySettings) -> bool:
    """Whether a reminder may reach this person now."""
    local = now.astimezone(person.zone)
    hours = settings.working_hours
    return hours.start <= local.hour < hours.end and is_working_day(local.date(), settings)
