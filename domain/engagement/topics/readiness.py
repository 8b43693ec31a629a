"""What is looked at before coaching begins: readiness, the coach's expertise, papers, boundaries.

Toolkit, ch. 7 (readiness), ch. 6 (the coach is expert in the named skill), ch. 10 (external
coaches: contract, memorandum, non-disclosure agreement), ch. 8 (supervisors as coaches).
"""

from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import ALL, PAIR, PROGRESS, Audience, Confidential, Plain
from domain.base.messages import PersonRef
from domain.base.model import Line, Text
from domain.base.refusals import Refusal
from domain.base.roles import Relation, Role
from domain.engagement.about import about_whom
from domain.engagement.entries import EntryMade, MakeEntry, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, require_live
from domain.engagement.records.setting_up import Boundary, Contract, Expertise, Readiness
from domain.engagement.state import Engagement


class LookAtReadiness(MakeEntryAbout):
    """Note that you looked at how ready the learner is for coaching, and what came of it."""

    kind: Literal["look_at_readiness"] = "look_at_readiness"
    note: Text


class ReadinessLookedAt(EntryMade):
    """Readiness was looked at."""

    kind: Literal["readiness_looked_at"] = "readiness_looked_at"
    known_to: ClassVar[Audience] = PROGRESS
    handed_on: ClassVar[bool] = False
    note: Annotated[Text, Confidential(PAIR)]


class StateExpertise(MakeEntry):
    """Say how expert you are in the named skill, and where that comes from."""

    kind: Literal["state_expertise"] = "state_expertise"
    statement: Text


class ExpertiseStated(EntryMade):
    """The coach said how expert they are in the named skill."""

    kind: Literal["expertise_stated"] = "expertise_stated"
    known_to: ClassVar[Audience] = PROGRESS
    statement: Annotated[Text, Confidential(PAIR)]


class NoteCoachContract(MakeEntry):
    """Note that an external coach's contract, memorandum and non-disclosure agreement are there."""

    kind: Literal["note_coach_contract"] = "note_coach_contract"
    contract: Line
    memorandum: Line
    non_disclosure_agreement: Line


class CoachContractNoted(EntryMade):
    """An external coach's papers were noted."""

    kind: Literal["coach_contract_noted"] = "coach_contract_noted"
    known_to: ClassVar[Audience] = PROGRESS
    coach: Annotated[PersonRef, Plain()]
    contract: Annotated[Line, Confidential(PAIR)]
    memorandum: Annotated[Line, Confidential(PAIR)]
    non_disclosure_agreement: Annotated[Line, Confidential(PAIR)]


class StateBoundaries(MakeEntry):
    """Say how you keep coaching and supervising the same person apart."""

    kind: Literal["state_boundaries"] = "state_boundaries"
    statement: Text


class BoundariesStated(EntryMade):
    """The boundary statement was given."""

    kind: Literal["boundaries_stated"] = "boundaries_stated"
    known_to: ClassVar[Audience] = ALL
    statement: Annotated[Text, Confidential(ALL)]


ReadinessCommand = LookAtReadiness | StateExpertise | NoteCoachContract | StateBoundaries
ReadinessEvent = ReadinessLookedAt | ExpertiseStated | CoachContractNoted | BoundariesStated


def decide(state: Engagement, c: ReadinessCommand, _: Agency) -> tuple[ReadinessEvent, ...]:
    """What was looked at, by whom it is for to look.

    Raises `Refusal`: `no_coach`, `coach_not_external`, `coach_not_supervisor`, as `about_whom`.
    """
    learners = state.active_learners
    match c:
        case LookAtReadiness():
            role = acting_as(state, c, Role.COACH, Role.LEARNER)
            require_live(state)
            about = about_whom(state, c, role, whole_group=True)
            return (made(ReadinessLookedAt, state, c, role, Readiness, about=about),)
        case StateExpertise():
            role = acting_as(state, c, Role.COACH)
            require_live(state)
            return (made(ExpertiseStated, state, c, role, Expertise, about=learners),)
        case NoteCoachContract():
            role = acting_as(state, c, Role.COORDINATOR)
            require_live(state)
            if state.coach is None:
                raise Refusal("no_coach")
            if state.relation is not Relation.EXTERNAL:
                raise Refusal("coach_not_external")
            return (
                made(
                    CoachContractNoted,
                    state,
                    c,
                    role,
                    Contract,
                    about=learners,
                    coach=state.coach,
                ),
            )
        case StateBoundaries():
            role = acting_as(state, c, Role.COACH)
            require_live(state)
            if state.relation is not Relation.SUPERVISOR:
                raise Refusal("coach_not_supervisor")
            return (made(BoundariesStated, state, c, role, Boundary, about=learners),)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: ReadinessEvent) -> Engagement:
    """The state after something was looked at before coaching begins."""
    match e:
        case ReadinessLookedAt():
            return state.with_record(Readiness(**head(state, e)))
        case ExpertiseStated():
            return state.with_record(Expertise(**head(state, e)))
        case CoachContractNoted():
            return state.with_record(Contract(**head(state, e), coach=e.coach))
        case BoundariesStated():
            return state.with_record(Boundary(**head(state, e)))
        case _:
            assert_never(e)
