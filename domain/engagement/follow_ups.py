"""The days on which the supervisor is asked how the learning lasts (design: 30 and 90 by default).

They are the ones the handoff names: counted from the day it was made, or, where there is none,
from the day of closing.
"""

from datetime import date, timedelta

from domain.agency.agency import Agency
from domain.base.model import Instant
from domain.calendar.local_date import local_date
from domain.engagement.state import Engagement


def follow_up_dates(start: Instant, agency: Agency) -> dict[int, date]:
    """Days after `start` to the calendar day they fall on."""
    day = local_date(start, agency)
    return {n: day + timedelta(days=n) for n in agency.settings.follow_up_days}


def follow_ups(state: Engagement, agency: Agency) -> dict[int, date]:
    """The follow-ups of a closed engagement; none before it is closed."""
    closing = state.closing
    if closing.closed_at is None:
        return {}
    return follow_up_dates(closing.produced_at or closing.closed_at, agency)
