"""The closing: what each learner tells and sees, the handoff to deliver and to acknowledge."""

from collections.abc import Iterator

from domain.agency.agency import Agency
from domain.engagement.closings import (
    handoff_of,
    may_deliver,
    may_go_on,
    results_of,
    unacknowledged,
    waited_since,
)
from domain.engagement.duties.duty import ENGINE, Duty, EngineAct, How
from domain.engagement.duties.reminding import coaches_of, remind, tell
from domain.engagement.parties import model_of
from domain.engagement.state import Engagement

ACKNOWLEDGE_DAYS = 3
"""Days after a handoff's delivery before the supervisor is reminded of acknowledging it."""


def waiting_for_learners(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Each learner is reminded twice within the agency's wait; then the coach may go on without."""
    stage = model_of(state).stage(state.stage)
    wait = agency.settings.unreachable_days
    for learner in state.active_learners:
        since, opens = waited_since(state, learner), may_go_on(state, learner, agency)
        if since is None or opens is None:
            continue
        handoff = handoff_of(state, learner)
        what = f"results/{state.closing.number}"
        if results_of(state, learner) is not None and handoff is not None:
            what = f"handoff_review/{handoff.entry_id}"
        first = state.after(since, min(stage.remind_after_days, wait / 3))
        yield from tell(f"{what}#1", first, (learner,))
        second = state.after(since, wait * 2 / 3)
        yield from remind(state, agency, f"{what}#2", second, (learner,))
        coaches = (coach for coach in coaches_of(state, (learner,)) if coach != learner)
        which = f"{learner}-{state.closing.number}"
        yield from tell(f"learner_not_reached/{which}", opens, coaches)


def delivering(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Delivery of a handoff, once its learner has seen it or it was made without the learner."""
    for learner in state.active_learners:
        handoff = handoff_of(state, learner)
        if handoff is not None and handoff.delivered_at is None and may_deliver(handoff):
            yield Duty(
                what=f"{EngineAct.DELIVER_HANDOFF.value}/{handoff.entry_id}",
                due=handoff.seen_at or handoff.at,
                recipient=ENGINE,
                how=How.DELIVER,
            )


def acknowledging(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Reminders to acknowledge a delivered handoff, to the supervisor, in closing and after."""
    for handoff in unacknowledged(state):
        due = state.after(handoff.delivered_at or handoff.at, ACKNOWLEDGE_DAYS)
        what = f"handoff_acknowledgement/{handoff.entry_id}"
        yield from remind(state, agency, what, due, (state.supervisor,))
