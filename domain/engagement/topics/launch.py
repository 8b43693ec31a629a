"""Launching an engagement and naming who takes part (Toolkit, table 6.5, step 1)."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential
from domain.base.messages import PAIR_ONLY, Command, Event
from domain.base.model import AgencyId, EngagementId, EntryId, Line, PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Form, Origin, Participation, Relation, Role
from domain.engagement.acting import acting_as, require_live, require_open
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement
from domain.engagement.topics.agreement import require_end_ahead
from domain.engagement.topics.checkpoints import open_checkpoint

Skill = Annotated[Line, Confidential(Audience.STAFF, blank="(disposed of)")]
Purpose = Annotated[Text, Confidential(Audience.STAFF, blank="(disposed of)")]


class LaunchEngagement(Command):
    """Open an engagement; the coach may still be unknown."""

    kind: Literal["launch_engagement"] = "launch_engagement"
    learners: Annotated[tuple[PersonId, ...], Field(min_length=1, max_length=2)]
    supervisor: PersonId
    coordinator: PersonId
    coach: PersonId | None = None
    relation: Relation = Relation.INTERNAL
    form: Form = Form.INDIVIDUAL
    origin: Origin
    participation: Participation = Participation.VOLUNTARY
    skill: Line
    purpose: Text
    expected_end: date
    cohort: str = ""


class EngagementLaunched(Event):
    """An engagement was opened."""

    kind: Literal["engagement_launched"] = "engagement_launched"
    engagement_id: EngagementId
    agency_id: AgencyId
    model: str
    model_version: int
    learners: tuple[PersonId, ...]
    supervisor: PersonId
    coordinator: PersonId
    coach: PersonId | None
    relation: Relation
    form: Form
    origin: Origin
    participation: Participation
    skill: Skill
    purpose: Purpose
    expected_end: date
    cohort: str


class AssignCoach(Command):
    """Name the coach, or another one, who then joins the agreement; commitment is asked anew."""

    kind: Literal["assign_coach"] = "assign_coach"
    coach: PersonId
    relation: Relation = Relation.INTERNAL


class CoachAssigned(Event):
    """The engagement has a (new) coach."""

    kind: Literal["coach_assigned"] = "coach_assigned"
    coach: PersonId
    relation: Relation


class AssignSupervisor(Command):
    """Name another supervisor, who signs anew."""

    kind: Literal["assign_supervisor"] = "assign_supervisor"
    supervisor: PersonId


class SupervisorAssigned(Event):
    """The engagement has another supervisor."""

    kind: Literal["supervisor_assigned"] = "supervisor_assigned"
    supervisor: PersonId


class LookAtReadiness(Command):
    """Note that learner and coach looked at how ready the learner is, and what came of it."""

    kind: Literal["look_at_readiness"] = "look_at_readiness"
    note: Text


class ReadinessLookedAt(Event):
    """Readiness was looked at."""

    kind: Literal["readiness_looked_at"] = "readiness_looked_at"
    seen_by: ClassVar[frozenset[Role]] = PAIR_ONLY
    entry_id: EntryId
    note: Annotated[Text, Confidential(Audience.PAIR)]


def launch(
    engagement_id: EngagementId, state: Engagement | None, c: LaunchEngagement, agency: Agency
) -> tuple[Event, ...]:
    """A coordinator launches; a learner may ask for coaching on their own behalf.

    A learner's own request is voluntary, and the coordinator finds the coach, with fit and caseload
    in view (Toolkit, table 6.5, step 1; design, roles).
    """
    if state is not None:
        raise Refusal("already_launched")
    if c.by != c.coordinator and c.by not in c.learners:
        raise Refusal("role_may_not", held=(), allowed=("coordinator", "learner"))
    if c.by != c.coordinator:
        if c.participation is Participation.MANDATED or c.origin is not Origin.LEARNER_NEED:
            raise Refusal("own_request_is_voluntary")
        if c.coach is not None:
            raise Refusal("coordinator_assigns_coach")
    require_end_ahead(c.expected_end, c.at, agency)
    check_parties(c.learners, c.coach, c.supervisor, c.coordinator, c.relation)
    return (
        EngagementLaunched.of(
            c,
            Role.COORDINATOR if c.by == c.coordinator else Role.LEARNER,
            engagement_id=engagement_id,
            agency_id=agency.agency_id,
            model="skills_based",
            model_version=1,
        ),
    )


def check_parties(
    learners: tuple[PersonId, ...],
    coach: PersonId | None,
    supervisor: PersonId,
    coordinator: PersonId,
    relation: Relation,
) -> None:
    """Within one engagement the learner holds no other role, peers apart.

    A supervisor who coaches the own staff needs a second manager in the supervisor's place, so
    coach and supervisor always differ.
    """
    if len(set(learners)) != len(learners):
        raise Refusal("learner_twice")
    if supervisor in learners:
        raise Refusal("learner_is_own_supervisor")
    if coordinator in learners:
        raise Refusal("learner_is_own_coordinator")
    if relation is Relation.PEER:
        if len(learners) != 2 or (coach is not None and coach not in learners):
            raise Refusal("peers_are_two_learners")
    else:
        if len(learners) != 1:
            raise Refusal("one_learner_each")
        if coach is not None and coach in learners:
            raise Refusal("learner_is_own_coach")
    if coach is not None and coach == supervisor:
        raise Refusal("second_manager_needed")


def assign_coach(state: Engagement, c: AssignCoach, agency: Agency) -> tuple[Event, ...]:
    """The coordinator assigns; past the first stage everyone is asked for commitment anew.

    What was declared at an open checkpoint was said of the former coach, so another one opens.
    """
    role = acting_as(state, c, Role.COORDINATOR)
    require_live(state)
    if c.coach == state.coach and c.relation == state.relation:
        return ()
    learners = state.active_learners
    check_parties(learners, c.coach, state.supervisor, state.coordinator, c.relation)
    assigned = CoachAssigned.of(c, role)
    unasked = state.stage in (Stage.INITIAL_INTEREST, Stage.CLOSING)
    if unasked or c.coach == state.coach:
        return (assigned,)
    return (assigned, open_checkpoint(state, c, agency, "coach_change"))


def assign_supervisor(state: Engagement, c: AssignSupervisor) -> tuple[Event, ...]:
    """The coordinator assigns; open until the engagement ended, since people leave."""
    role = acting_as(state, c, Role.COORDINATOR)
    require_open(state)
    if c.supervisor == state.supervisor:
        return ()
    learners = state.active_learners
    check_parties(learners, state.coach, c.supervisor, state.coordinator, state.relation)
    return (SupervisorAssigned.of(c, role),)


def look_at_readiness(state: Engagement, c: LookAtReadiness) -> tuple[Event, ...]:
    """Learner or coach notes it (Toolkit, ch. 7, readiness)."""
    require_live(state)
    return (ReadinessLookedAt.of(c, acting_as(state, c, Role.COACH, Role.LEARNER)),)
