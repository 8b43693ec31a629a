"""An open checkpoint: those asked are reminded, the engine notes it overdue or decides it."""

from collections.abc import Iterator

from domain.agency.agency import Agency
from domain.engagement.duties.duty import Duty, How
from domain.engagement.duties.making import act
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import asked, low, passed

REMIND_AGAIN_AFTER = 2
"""Days after a checkpoint opened, or was answered with doubts, before a person is reminded."""


def enrollment(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Nobody is chased while closing goes on, nor while there is no coach to be enrolled with."""
    checkpoint = state.checkpoint
    if checkpoint is None or state.stage is Stage.CLOSING:
        return
    n = checkpoint.number
    for person in asked(state):
        said = checkpoint.declared.get(person)
        if said is None or not said.reaches(agency.settings.commitment_threshold):
            # No escalation: the coordinator learns of it by its being at risk, never why.
            due = state.after(said.at if said else checkpoint.opened_at, REMIND_AGAIN_AFTER)
            yield Duty(what=f"checkpoint/{n}", due=due, recipient=person, how=How.REMIND)
    # The agency may have moved its threshold since the last of them spoke.
    if passed(state, checkpoint, agency):
        yield act(f"checkpoint_passes/{n}", checkpoint.opened_at)
    elif low(state, checkpoint, agency) and not state.at_risk:
        yield act(f"checkpoint_fails/{n}", checkpoint.opened_at)
    if state.coach and not checkpoint.overdue:
        yield act(f"checkpoint_overdue/{n}", checkpoint.due)
    if state.at_risk:
        at_risk = Duty(
            what=f"at_risk/{n}",
            due=checkpoint.opened_at,
            recipient=state.coordinator,
            how=How.ESCALATE,
        )
        yield at_risk
