"""Moments that can be meant: an hour that exists on its day, and a date that is not far off."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.base.model import Instant
from domain.base.refusals import Refusal

DAYS_BACK = 2 * 366
"""What is recorded late happened less than two years ago; earlier is a slip of the pen."""
DAYS_AHEAD = 5 * 366
"""Nothing in coaching is planned further ahead; see `domain.cohort.dates.LONGEST_DAYS`."""


def existing_local_time(local: datetime, zone: ZoneInfo) -> Instant:
    """The instant of a wall-clock time in `zone`; an offset that `local` carries is left out.

    Of an hour that comes twice in autumn the first is taken. Raises `Refusal`: `hour_skipped`
    (facts `time`, `day`) for an hour that the change to summer time leaves out.
    """
    meant = local.replace(tzinfo=zone)
    back = meant.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != meant.replace(tzinfo=None):
        hour, day = f"{local:%H:%M}", f"{local:%Y-%m-%d}"
        raise Refusal("hour_skipped", time=hour, day=day)
    return meant


def plausible(
    at: Instant, now: Instant, *, days_back: int = DAYS_BACK, days_ahead: int = DAYS_AHEAD
) -> None:
    """Raises `Refusal`: `date_far_off` (facts `given`, `from_day`, `to_day`).

    `at` may lie between `days_back` days before `now` and `days_ahead` days after it.
    """
    from_at, to_at = now - timedelta(days=days_back), now + timedelta(days=days_ahead)
    if not from_at <= at <= to_at:
        given, earliest, latest = (f"{one:%Y-%m-%d}" for one in (at, from_at, to_at))
        raise Refusal("date_far_off", given=given, from_day=earliest, to_day=latest)
