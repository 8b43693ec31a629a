"""Next steps: what somebody promised in a conversation, each with its day (Toolkit, table 6.5)."""

from datetime import date
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, PROGRESS, Audience, Confidential, Plain
from domain.base.messages import EntryRef, PersonRef
from domain.base.model import PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.calendar.local_date import local_date, start_of
from domain.calendar.moments import plausible
from domain.engagement.about import about_whom
from domain.engagement.entries import EntryMade, MakeEntry, MakeEntryAbout, find, head, made, own
from domain.engagement.parties import acting_as, asked, is_group, require_open, require_work
from domain.engagement.records.practice import NextStep, StepCompletion
from domain.engagement.state import Engagement
from domain.process.vocabulary import Work


class AgreeNextStep(MakeEntryAbout):
    """Write down a step, who takes it (learner or coach) and by what day."""

    kind: Literal["agree_next_step"] = "agree_next_step"
    work: ClassVar[str] = Work.PLANNING
    step: Text
    owner: PersonRef
    due: date


class NextStepAgreed(EntryMade):
    """A next step was agreed; the supervisor reads it in the handoff."""

    kind: Literal["next_step_agreed"] = "next_step_agreed"
    known_to: ClassVar[Audience] = PROGRESS
    step: Annotated[Text, Confidential(PAIR)]
    owner: Annotated[PersonRef, Plain()]
    due: Annotated[date, Plain()]


class CompleteNextStep(MakeEntry):
    """Say that a step was taken; retracting this entry leaves the step open again."""

    kind: Literal["complete_next_step"] = "complete_next_step"
    step: EntryRef


class NextStepCompleted(EntryMade):
    """A step was taken."""

    kind: Literal["next_step_completed"] = "next_step_completed"
    known_to: ClassVar[Audience] = PROGRESS
    step: Annotated[EntryRef, Plain()]


NextStepsCommand = AgreeNextStep | CompleteNextStep
NextStepsEvent = NextStepAgreed | NextStepCompleted


def decide(state: Engagement, c: NextStepsCommand, agency: Agency) -> tuple[NextStepsEvent, ...]:
    """What an act on next steps comes to.

    Raises `Refusal`: `about_yourself_only`, `owner_not_in_pair`, `step_of_another`,
    `next_step_due_past`, `unknown_entry`; and as `acting_as`, `require_work`, `plausible`,
    `about_whom`, `own`, `made`, `require_open`, `find`.
    """
    match c:
        case AgreeNextStep():
            return _agree(state, c, agency)
        case CompleteNextStep():
            return _complete(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: NextStepsEvent) -> Engagement:
    """The state after an event on next steps."""
    match e:
        case NextStepAgreed():
            step = NextStep(**head(state, e), owner=e.owner, text=e.step, due=e.due)
            return state.with_record(step)
        case NextStepCompleted():
            return state.with_record(StepCompletion(**head(state, e), step=e.step))
        case _:
            assert_never(e)


def open_steps(state: Engagement) -> tuple[NextStep, ...]:
    """Steps not taken yet, in the order they were agreed."""
    taken = {one.step for one in state.every(StepCompletion)}
    return tuple(one for one in state.every(NextStep) if one.entry_id not in taken)


def _agree(state: Engagement, c: AgreeNextStep, agency: Agency) -> tuple[NextStepAgreed]:
    """A step belongs to learner or coach and lies ahead; a learner's step is about that learner.

    Raises `Refusal`: `owner_not_in_pair`, `step_of_another`, `next_step_due_past`, `date_far_off`,
    and as `about_whom`. A correction may keep the day it had.
    """
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_work(state, Work.PLANNING)
    if c.owner not in asked(state):
        raise Refusal("owner_not_in_pair")
    today = local_date(c.at, agency)
    before = own(state, c, c.corrects, NextStep) if c.corrects else None
    if c.due < today and (before is None or c.due != before.due):
        raise Refusal("next_step_due_past", due=c.due.isoformat())
    plausible(start_of(c.due, agency), c.at)
    about = _about(state, c, role)
    return (made(NextStepAgreed, state, c, role, NextStep, about=about),)


def _about(state: Engagement, c: AgreeNextStep, role: Role) -> tuple[PersonId, ...]:
    others = c.owner in state.active_learners and c.owner != c.by
    if others and is_group(state) and role is Role.LEARNER:
        raise Refusal("about_yourself_only")
    if c.owner in state.active_learners and not c.about:
        return (c.owner,)
    about = about_whom(state, c, role, whole_group=True)
    if c.owner in state.active_learners and c.owner not in about:
        raise Refusal("step_of_another")
    return about


def _complete(state: Engagement, c: CompleteNextStep) -> tuple[NextStepCompleted, ...]:
    """Learner or coach; also once coaching is closed, since steps outlive it.

    Nothing comes of it where the step is taken already. Raises `Refusal` as `find`; so too to a
    learner of a group for the step of another.
    """
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_open(state)
    step = find(state, c.step, NextStep)
    if role is Role.LEARNER and is_group(state) and c.by not in step.about:
        raise Refusal("unknown_entry", entry=c.step)
    if step not in open_steps(state):
        return ()
    return (made(NextStepCompleted, state, c, role, StepCompletion, about=step.about),)
