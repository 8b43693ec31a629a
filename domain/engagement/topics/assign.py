"""Naming another coach, supervisor or coordinator as coaching goes on (Toolkit, ch. 6; design)."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import ALL, Audience, Consent, Plain
from domain.base.messages import Command, Event, PersonRef
from domain.base.model import EntryId, PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Relation, Role
from domain.engagement.parties import acting_as, model_of, require_not_closed, require_open
from domain.engagement.records.practice import NextStep, StepCompletion
from domain.engagement.state import AnyRecord, Engagement
from domain.engagement.topics import checkpoints
from domain.engagement.topics.launch import check_parties


class AssignCoach(Command):
    """Name the coach, or another one, who then signs; commitment is asked anew."""

    kind: Literal["assign_coach"] = "assign_coach"
    coach: PersonRef
    relation: Relation = Relation.INTERNAL


class CoachAssigned(Event):
    """The engagement has a (new) coach."""

    kind: Literal["coach_assigned"] = "coach_assigned"
    known_to: ClassVar[Audience] = ALL
    coach: Annotated[PersonRef, Plain()]
    relation: Annotated[Relation, Plain()]


class AssignSupervisor(Command):
    """Name another supervisor, who signs anew."""

    kind: Literal["assign_supervisor"] = "assign_supervisor"
    supervisor: PersonRef


class SupervisorAssigned(Event):
    """The engagement has another supervisor."""

    kind: Literal["supervisor_assigned"] = "supervisor_assigned"
    known_to: ClassVar[Audience] = ALL
    supervisor: Annotated[PersonRef, Plain()]


class AssignCoordinator(Command):
    """Name another coordinator, who runs the engagement from then on."""

    kind: Literal["assign_coordinator"] = "assign_coordinator"
    coordinator: PersonRef


class CoordinatorAssigned(Event):
    """The engagement has another coordinator."""

    kind: Literal["coordinator_assigned"] = "coordinator_assigned"
    known_to: ClassVar[Audience] = ALL
    coordinator: Annotated[PersonRef, Plain()]


AssignCommand = AssignCoach | AssignSupervisor | AssignCoordinator
AssignEvent = CoachAssigned | SupervisorAssigned | CoordinatorAssigned


def decide(
    state: Engagement, c: AssignCommand, agency: Agency
) -> tuple[AssignEvent | checkpoints.CheckpointOpened, ...]:
    """The coordinator, also in a pause, which may be for want of a coach; a supervisor and another
    coordinator also while coaching is followed up.

    Raises `Refusal`: `peers_coach_each_other` where two still do, `not_a_coordinator` for who is
    none of the agency, and as `check_parties`.
    """
    role = _acting(state, c, agency)
    # A learner who has left holds no other role either: what they know of the others stays.
    learners = tuple(state.learners)
    match c:
        case AssignCoach():
            require_not_closed(state)
            if c.relation is Relation.PEER or state.relation is Relation.PEER:
                raise Refusal("peers_coach_each_other")
            if c.coach == state.coach and c.relation == state.relation:
                return ()
            check_parties(learners, c.coach, state.supervisor, state.coordinator, c.relation)
            assigned = CoachAssigned.of(c, role)
            if c.coach == state.coach or not _asks_anew(state):
                return (assigned,)
            return (assigned, checkpoints.open_checkpoint(state, c, agency, "coach_change"))
        case AssignSupervisor():
            require_open(state)
            if c.supervisor == state.supervisor:
                return ()
            check_parties(learners, state.coach, c.supervisor, state.coordinator, Relation.INTERNAL)
            return (SupervisorAssigned.of(c, role),)
        case AssignCoordinator():
            require_open(state)
            if c.coordinator == state.coordinator:
                return ()
            if c.coordinator not in agency.settings.coordinators:
                raise Refusal("not_a_coordinator")
            check_parties(learners, state.coach, state.supervisor, c.coordinator, Relation.INTERNAL)
            return (CoordinatorAssigned.of(c, role),)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: AssignEvent) -> Engagement:
    """The state with another coach, supervisor or coordinator.

    Open next steps of former coaches pass to the new one; a consent was given to one supervisor.
    """
    match e:
        case CoachAssigned():
            if e.coach == state.coach:
                return replace(state, relation=e.relation)
            left = coach_left(state)
            records = _steps_passed_on(left, e.coach)
            return replace(left, coach=e.coach, relation=e.relation, records=records)
        case SupervisorAssigned():
            former = tuple(dict.fromkeys((*state.former_supervisors, state.supervisor)))
            parts = {
                person: replace(
                    part,
                    ratings_to=None,
                    consents=tuple(
                        one for one in part.consents if one is not Consent.RATINGS_TO_SUPERVISOR
                    ),
                )
                for person, part in state.learners.items()
            }
            return replace(
                state, supervisor=e.supervisor, former_supervisors=former, learners=parts
            )
        case CoordinatorAssigned():
            return replace(state, coordinator=e.coordinator)
        case _:
            assert_never(e)


def coach_left(state: Engagement) -> Engagement:
    """The coach is remembered as a former one: some duties outlive the part."""
    if state.coach is None:
        return state
    former = tuple(dict.fromkeys((*state.former_coaches, state.coach)))
    return replace(state, former_coaches=former, coach=None)


def _acting(state: Engagement, c: AssignCommand, agency: Agency) -> Role:
    """The coordinator; of coordinators, any of the agency's, for the present one may have left.

    Not one who is coached here: whom their own coaching is run by is not for them to say.
    """
    of_agency = c.by in agency.settings.coordinators and c.by not in state.learners
    if isinstance(c, AssignCoordinator) and of_agency:
        return Role.COORDINATOR
    return acting_as(state, c, Role.COORDINATOR)


def _asks_anew(state: Engagement) -> bool:
    """Past the first stage and before closing, everyone is asked for commitment anew.

    What was said at an open checkpoint was said of the former coach, so another one takes its
    place, in the first stage too.
    """
    model = model_of(state)
    begun = state.stage != model.first.key or state.checkpoint is not None
    return begun and not model.is_closing(state.stage)


def _steps_passed_on(state: Engagement, coach: PersonId) -> dict[EntryId, AnyRecord]:
    done = {one.step for one in state.every(StepCompletion)}
    return {
        key: replace(one, owner=coach)
        if isinstance(one, NextStep) and one.owner in state.former_coaches and key not in done
        else one
        for key, one in state.records.items()
    }
