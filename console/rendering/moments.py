"""Days and times as people read them, in a person's own zone and the language that is spoken."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time

from domain.words.catalogue import spoken_locale


def day(value: date | datetime | str, zone: ZoneInfo) -> str:
    """As `March 4, 2027`."""
    return format_date(_local(value, zone), format="long", locale=spoken_locale())


def moment(value: datetime | str, zone: ZoneInfo) -> str:
    """As `Thursday, March 4, 2027, 9:00 AM`."""
    local = _local(value, zone)
    said = format_date(local, format="full", locale=spoken_locale())
    if not isinstance(local, datetime):
        return said
    return f"{said}, {format_time(local, format='short', locale=spoken_locale())}"


def short(value: date | datetime | str, zone: ZoneInfo) -> str:
    """As `Mar 4, 2027`."""
    return format_date(_local(value, zone), format="medium", locale=spoken_locale())


def for_input(value: datetime, zone: ZoneInfo) -> str:
    """As a field for day and time takes it."""
    return format_datetime(value.astimezone(zone), "yyyy-MM-dd'T'HH:mm", locale=spoken_locale())


def _local(value: date | datetime | str, zone: ZoneInfo) -> date | datetime:
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return value.astimezone(zone) if isinstance(value, datetime) and value.tzinfo else value
