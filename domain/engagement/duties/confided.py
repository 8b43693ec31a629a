"""What is open to one person alone: concerns to answer, disclosures to tell, reports to make.

It is owed whatever the engagement's standing, since concern and disclosure are always open and the
law's clock stands still for nobody; a pause excepts all but the report. Nothing is escalated.
"""

from collections.abc import Iterator
from datetime import timedelta

from domain.agency.agency import Agency
from domain.engagement.duties.duty import Duty
from domain.engagement.duties.reminding import tell
from domain.engagement.records.closing import Concern, ConcernAnswer, Disclosure
from domain.engagement.state import Engagement
from domain.engagement.topics.concerns import answered

CONCERN_DAYS = (2, 7)
"""Days after which whoever handles a concern is reminded of it, and again."""
TELL_DAYS = 7
"""Days after which the author of a disclosure is asked whether it is safe to tell by now."""
REPORT_SOON = timedelta(hours=12)
"""Time before a report is due at which its author is reminded again."""


def concerns(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Reminders of concerns: whoever handles one until it is answered, then its author."""
    open_ones = [one for one in state.every(Concern) if not answered(state, one)]
    for concern in open_ones:
        for n, days in enumerate(CONCERN_DAYS, start=1):
            due = state.after(concern.at, days)
            yield from tell(f"concern/{concern.entry_id}#{n}", due, (concern.handler,))
    for answer in state.every(ConcernAnswer):
        about = state.records.get(answer.concern)
        if isinstance(about, Concern):
            yield from tell(f"concern_answered/{answer.entry_id}", answer.at, (about.by,))


def disclosures(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Reminders of disclosures, to their author alone."""
    for one in state.every(Disclosure):
        if not one.safe_to_tell:
            due = state.after(one.at, TELL_DAYS)
            yield from tell(f"disclosure_to_tell/{one.entry_id}", due, (one.by,))


def reports(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Reminders of a report that duty asks for: at once, and again before its time is over."""
    for one in state.every(Disclosure):
        if one.report_due is None or one.reported:
            continue
        yield from tell(f"report/{one.entry_id}#1", one.at, (one.by,))
        again = max(one.at, one.report_due - REPORT_SOON)
        yield from tell(f"report/{one.entry_id}#2", again, (one.by,))
