"""Days as the agency counts them: instants are kept in UTC, days are those of its own zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.agency.agency import Agency
from domain.base.model import Instant


def local_date(at: Instant, agency: Agency) -> date:
    """The agency's calendar day at this instant."""
    return at.astimezone(ZoneInfo(agency.settings.time_zone)).date()


def start_of(day: date, agency: Agency, days_later: int = 0) -> Instant:
    """The instant at which the working day begins, on `day` or so many days later (or earlier).

    Holds across the change to and from summer time: it is the wall clock that is kept.
    """
    at = time(hour=agency.settings.working_hours.start)
    zone = ZoneInfo(agency.settings.time_zone)
    # UTC, so that a duty's key is the same however its due time came about.
    local = datetime.combine(day + timedelta(days=days_later), at, tzinfo=zone)
    return local.astimezone(ZoneInfo("UTC"))
