"""Next steps: what somebody promised in a conversation, each with its day."""

from datetime import date
from typing import Annotated, Literal

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import EntryId, PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.calendar.local_date import local_date
from domain.engagement.acting import acting_as, require_open, require_stage
from domain.engagement.parts import NextStep
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement


class AgreeNextStep(Command):
    """Write down a step, who takes it (learner or coach) and by what day."""

    kind: Literal["agree_next_step"] = "agree_next_step"
    step: Text
    owner: PersonId
    due: date


class NextStepAgreed(Event):
    """A next step was agreed; the supervisor reads it in the handoff."""

    kind: Literal["next_step_agreed"] = "next_step_agreed"
    entry_id: EntryId
    step: Annotated[Text, Confidential(Audience.PAIR)]
    owner: PersonId
    due: date


class CompleteNextStep(Command):
    """Say that a step was taken."""

    kind: Literal["complete_next_step"] = "complete_next_step"
    step_id: EntryId


class NextStepCompleted(Event):
    """A step was taken."""

    kind: Literal["next_step_completed"] = "next_step_completed"
    step_id: EntryId


def agree(state: Engagement, c: AgreeNextStep, agency: Agency) -> tuple[Event, ...]:
    """A step belongs to learner or coach and lies ahead."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_stage(state, Stage.JOINT_PLANNING)
    if c.owner not in (*state.active_learners, state.coach):
        raise Refusal("owner_not_in_pair")
    if c.due < local_date(c.at, agency):
        raise Refusal("next_step_due_past", due=c.due.isoformat())
    return (NextStepAgreed.of(c, role),)


def complete(state: Engagement, c: CompleteNextStep) -> tuple[Event, ...]:
    """Learner or coach; also once coaching is closed, since steps outlive it."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_open(state)
    if find(state, c.step_id).done:
        return ()
    return (NextStepCompleted.of(c, role),)


def find(state: Engagement, entry_id: EntryId) -> NextStep:
    """The step with this id; refuses where there is none."""
    for step in state.next_steps:
        if step.entry_id == entry_id:
            return step
    raise Refusal("unknown_entry", entry=entry_id)
