"""Next steps: what somebody promised in a conversation, each with its day."""

from datetime import date
from typing import Annotated, Literal

from domain.acts import Command, Event
from domain.agency import Agency
from domain.confidential import Audience, Confidential
from domain.local_date import local_date
from domain.model import EntryId, PersonId, Text
from domain.parts import NextStep
from domain.refusals import Refusal
from domain.roles import Role
from domain.rules.acting import acting_as, require_open, require_stage
from domain.stages import Stage
from domain.state import Engagement


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
