"""Silence, and the expected end drawing near."""

from collections.abc import Iterator

from domain.agency.agency import Agency
from domain.calendar.local_date import start_of
from domain.engagement.duties.duty import Duty, How
from domain.engagement.duties.making import act, remind
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import can_stall

END_NEAR_DAYS = 14
"""Days before the expected end at which coach and coordinator are reminded of it."""


def quiet(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """A reminder when two thirds of the agreed silence are over; after all of it, a checkpoint."""
    agreed = state.process.quiet_days if state.process else agency.settings.quiet_days
    soon = state.after(state.last_act_at, agreed * 2 / 3)
    what = f"quiet/{state.stage.value}-{state.cycle.number}"
    yield from remind(state, agency, what, soon, state.coach or state.coordinator)
    if can_stall(state) and state.checkpoint is None:
        yield act("stall_silence/1", state.after(state.last_act_at, agreed))
    near = start_of(state.expected_end, agency, days_later=-END_NEAR_DAYS)
    for person in dict.fromkeys(p for p in (state.coach, state.coordinator) if p):
        yield Duty(what="expected_end/1", due=near, recipient=person, how=How.REMIND)
