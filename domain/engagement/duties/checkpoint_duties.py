"""Commitment: who has yet to answer is reminded, the engine notes a checkpoint overdue."""

from collections.abc import Iterator

from domain.agency.agency import Agency
from domain.base.roles import Role
from domain.engagement.duties.duty import Duty, EngineAct, How
from domain.engagement.duties.reminding import act, tell
from domain.engagement.parties import asked, model_of, people_in
from domain.engagement.records.setting_up import Commitment
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import open_barriers

REMIND_AFTER = 2
"""Days after a checkpoint opened before those who have not answered are reminded."""


def enrollment(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Nobody is chased while closing goes on, nor while there is no coach to be enrolled with.

    A reminder is for its recipient's eyes alone: who has answered is nobody else's to know, so
    nothing is escalated but that enrollment is at risk.
    """
    if model_of(state).is_closing(state.stage):
        return
    yield from _barriers(state)
    checkpoint = state.checkpoint
    if checkpoint is None:
        return
    number = str(checkpoint.number)
    waiting = (person for person in asked(state) if person not in checkpoint.answers)
    due = state.after(checkpoint.opened_at, REMIND_AFTER)
    yield from tell(f"checkpoint/{number}", due, waiting)
    if people_in(state, Role.COACH) and not checkpoint.overdue:
        yield act(EngineAct.CHECKPOINT_OVERDUE, number, checkpoint.due)
    if state.at_risk:
        yield Duty(
            what=f"at_risk/{number}",
            due=checkpoint.opened_at,
            recipient=state.coordinator,
            how=How.ESCALATE,
        )


def _barriers(state: Engagement) -> Iterator[Duty]:
    """Who named a barrier is reminded of it until it has its answer; nobody else ever hears."""
    named = {barrier: said for said in state.every(Commitment) for barrier in said.barriers}
    for barrier in open_barriers(state):
        due = state.after(named[barrier].at, REMIND_AFTER)
        yield from tell(f"barrier/{barrier}", due, (named[barrier].by,))
