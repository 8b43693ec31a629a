"""Silence, a pause that was asked for, and the expected end drawing near."""

from collections.abc import Iterator

from domain.agency.agency import Agency
from domain.base.roles import Role
from domain.calendar.local_date import start_of
from domain.engagement.duties.duty import Duty, EngineAct
from domain.engagement.duties.reminding import act, remind, tell
from domain.engagement.parties import model_of, people_in
from domain.engagement.records.practice import PauseRequest
from domain.engagement.records.setting_up import Process
from domain.engagement.state import Engagement

END_NEAR_DAYS = 14
"""Days before the expected end at which coach and coordinator are reminded of it."""


def pause_asked(state: Engagement, _: Agency) -> Iterator[Duty]:
    """Notice to the coordinator, once, that somebody asked for a pause that has not come since."""
    last = max((pause.since for pause in state.pauses), default=state.launched_at)
    for asked_for in state.every(PauseRequest):
        if asked_for.at > last:
            what = f"pause_asked/{asked_for.entry_id}"
            yield from tell(what, asked_for.at, (state.coordinator,))


def agreed_silence(state: Engagement, agency: Agency) -> int:
    """Days without a sign of life that people agreed on; before they have, the agency's."""
    agreed = state.every(Process)
    return agreed[-1].quiet_days if agreed else agency.settings.quiet_days


def quiet(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Two thirds into the agreed silence `quiet`; once it is over `silent`, and a checkpoint."""
    days = agreed_silence(state, agency)
    silence = str(state.signs_of_life)
    people = people_in(state, Role.COACH) or (state.coordinator,)
    soon = state.after(state.last_act_at, days * 2 / 3)
    yield from tell(f"quiet/{silence}", soon, people)
    over = state.after(state.last_act_at, days)
    yield from remind(state, agency, f"silent/{silence}", over, people)
    if model_of(state).stage(state.stage).can_stall and state.checkpoint is None:
        yield act(EngineAct.STALL_SILENCE, silence, over)


def end_near(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Reminders that the expected end is near, to coach and coordinator, once for each end."""
    near = start_of(state.expected_end, agency, days_later=-END_NEAR_DAYS)
    people = (*people_in(state, Role.COACH), state.coordinator)
    yield from tell(f"expected_end/{state.ends_agreed}", near, people)
