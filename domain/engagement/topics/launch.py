"""Launching an engagement (Toolkit, table 6.5, step 1; ch. 8: individuals, groups and peers)."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import ALL, Audience, Confidential, Plain, Release
from domain.base.messages import Command, Event, PersonRef, Via
from domain.base.model import AgencyId, EngagementId, Line, PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Form, Origin, Participation, Relation, Role
from domain.engagement.state import Cycle, Engagement, Part
from domain.engagement.topics.expected_end import require_end_ahead
from domain.process.models import DEFAULT, RELEASED, ProcessModel, newest, process_model

Skill = Annotated[Line, Confidential(ALL, blank="(disposed of)")]
Purpose = Annotated[Text, Confidential(ALL, blank="(disposed of)")]


_ASKED = Audience(learner=Release.ALWAYS, coordinator=Release.ALWAYS)
"""That a person is coached elsewhere is for nobody else to learn."""


class LaunchEngagement(Command):
    """Open an engagement; the coach may still be unknown.

    `relation` peer takes two learners and no coach: they coach each other. With several learners
    and one coach it is a group. `model` names a coaching model (`coaching models list`), in its
    newest version if none is given.
    """

    kind: Literal["launch_engagement"] = "launch_engagement"
    learners: Annotated[tuple[PersonRef, ...], Field(min_length=1, max_length=30)]
    supervisor: PersonRef
    coordinator: PersonRef
    coach: PersonRef | None = None
    relation: Relation = Relation.INTERNAL
    form: Form | None = None
    origin: Origin
    participation: Participation = Participation.VOLUNTARY
    skill: Line
    purpose: Text
    expected_end: date
    cohort: str = ""
    model: str = DEFAULT[0]
    model_version: int | None = None
    opened_from: EngagementId | None = None
    """The engagement in which the learner found that they want coaching in one skill."""


class EngagementLaunched(Event):
    """An engagement was opened."""

    kind: Literal["engagement_launched"] = "engagement_launched"
    known_to: ClassVar[Audience] = ALL
    engagement_id: Annotated[EngagementId, Plain()]
    agency_id: Annotated[AgencyId, Plain()]
    model: Annotated[str, Plain()]
    model_version: Annotated[int, Plain()]
    learners: Annotated[tuple[PersonRef, ...], Plain()]
    supervisor: Annotated[PersonRef, Plain()]
    coordinator: Annotated[PersonRef, Plain()]
    coach: Annotated[PersonRef | None, Plain()]
    relation: Annotated[Relation, Plain()]
    form: Annotated[Form, Plain()]
    origin: Annotated[Origin, Plain()]
    participation: Annotated[Participation, Plain()]
    skill: Skill
    purpose: Purpose
    expected_end: Annotated[date, Plain()]
    cohort: Annotated[str, Plain()]
    opened_from: Annotated[EngagementId | None, Plain(_ASKED)] = None
    own_model: Annotated[ProcessModel | None, Plain()] = None
    """The model itself, where it is the agency's own; None for one that is released."""


LaunchCommand = LaunchEngagement
LaunchEvent = EngagementLaunched


def decide_launch(
    engagement_id: EngagementId, c: LaunchEngagement, agency: Agency
) -> tuple[EngagementLaunched]:
    """A coordinator of the agency launches, or an operator for one; a learner may ask for coaching
    on their own behalf.

    A learner's own request is voluntary, and the coordinator finds the coach, with fit and caseload
    in view (Toolkit, table 6.5, step 1): one of the agency's. Raises `Refusal`: `role_may_not`,
    `not_agency_coordinator`, `own_request_is_voluntary`, `coordinator_assigns_coach`,
    `own_request_is_own`, `not_a_coordinator`, `unknown_model`, `form_differs`,
    `expected_end_past`, `date_far_off`, and as `check_parties`.
    """
    if c.by != c.coordinator and c.by not in c.learners:
        raise Refusal("role_may_not", held=(), allowed=("coordinator", "learner"))
    themself = c.via is not Via.OPERATOR and c.by not in c.learners
    if themself and c.by == c.coordinator and c.by not in agency.settings.coordinators:
        raise Refusal("not_agency_coordinator")
    if c.by != c.coordinator:
        if c.participation is Participation.MANDATED or c.origin is not Origin.LEARNER_NEED:
            raise Refusal("own_request_is_voluntary")
        if c.coach is not None:
            raise Refusal("coordinator_assigns_coach")
        if c.relation is not Relation.PEER and c.learners != (c.by,):
            raise Refusal("own_request_is_own")
        # Asked for out of other coaching, it goes to who coordinates that one.
        if c.opened_from is None and c.coordinator not in agency.settings.coordinators:
            raise Refusal("not_a_coordinator")
    own = agency.own_model(c.model, c.model_version)
    version = own.version if own else c.model_version or newest(c.model)
    if version is None or (own is None and (c.model, version) not in RELEASED):
        released = (model for model, _ in RELEASED)
        known = tuple(dict.fromkeys((*released, *(one.model for one in agency.models_in_use))))
        raise Refusal("unknown_model", model=c.model, known=known)
    require_end_ahead(c.expected_end, c.at, agency)
    check_parties(c.learners, c.coach, c.supervisor, c.coordinator, c.relation)
    form = form_of(c.learners, c.relation)
    if c.form is not None and c.form is not form:
        raise Refusal("form_differs", given=c.form.value, form=form.value)
    return (
        EngagementLaunched.of(
            c,
            Role.COORDINATOR if c.by == c.coordinator else Role.LEARNER,
            engagement_id=engagement_id,
            agency_id=agency.agency_id,
            model_version=version,
            own_model=own,
            form=form,
        ),
    )


def begin(e: EngagementLaunched) -> Engagement:
    """The first state of all."""
    return Engagement(
        engagement_id=e.engagement_id,
        agency_id=e.agency_id,
        cohort=e.cohort,
        model=e.model,
        model_version=e.model_version,
        launched_at=e.at,
        recorded_at=e.at,
        origin=e.origin,
        participation=e.participation,
        relation=e.relation,
        form=e.form,
        skill=e.skill,
        purpose=e.purpose,
        learners={person: Part() for person in e.learners},
        coach=e.coach,
        supervisor=e.supervisor,
        coordinator=e.coordinator,
        expected_end=e.expected_end,
        stage=(e.own_model or process_model(e.model, e.model_version)).first.key,
        own_model=e.own_model,
        stage_since=e.at,
        last_act_at=e.at,
        cycles=(Cycle(number=1, started=e.at),),
    )


def form_of(learners: tuple[PersonId, ...], relation: Relation) -> Form:
    """Several learners with one coach are a group; peers are two individuals."""
    several = len(learners) > 1 and relation is not Relation.PEER
    return Form.GROUP if several else Form.INDIVIDUAL


def check_parties(
    learners: tuple[PersonId, ...],
    coach: PersonId | None,
    supervisor: PersonId,
    coordinator: PersonId,
    relation: Relation,
) -> None:
    """Within one engagement the learner holds no other role, peers apart (design, people).

    A supervisor who coaches the own staff needs a second manager in the supervisor's place, so
    coach and supervisor always differ. Raises `Refusal`: `learner_twice`,
    `learner_is_own_supervisor`, `learner_is_own_coordinator`, `peers_are_two_learners`,
    `peers_have_no_coach`, `learner_is_own_coach`, `second_manager_needed`.
    """
    if len(set(learners)) != len(learners):
        raise Refusal("learner_twice")
    if supervisor in learners:
        raise Refusal("learner_is_own_supervisor")
    if coordinator in learners:
        raise Refusal("learner_is_own_coordinator")
    if relation is Relation.PEER:
        if len(learners) != 2:
            raise Refusal("peers_are_two_learners")
        if coach is not None:
            raise Refusal("peers_have_no_coach")
    if coach is not None and coach in learners:
        raise Refusal("learner_is_own_coach")
    if coach is not None and coach == supervisor:
        raise Refusal("second_manager_needed")
