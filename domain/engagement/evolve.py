"""Folding: how each event changes an engagement's state. The topics say how; this says which."""

from dataclasses import replace
from typing import assert_never

from domain.base.roles import Role
from domain.engagement.events import AnyEvent
from domain.engagement.state import Engagement
from domain.engagement.topics import (
    agreement,
    assign,
    checkpoints,
    closing,
    concerns,
    confidentiality,
    consents,
    corrections,
    debriefs,
    demonstration,
    disclosing,
    ending,
    enrollment,
    evaluation,
    feedback,
    following,
    goals,
    ground_rules,
    handing_over,
    instruments,
    launch,
    mandate,
    moving,
    next_steps,
    observation,
    planning,
    readiness,
    reflection,
    requests,
    scaling,
    sessions,
    sheets,
    sustainability,
)


def evolve(state: Engagement | None, event: AnyEvent) -> Engagement:
    """The state after an event. Raises ValueError for an event before the launch."""
    if isinstance(event, launch.EngagementLaunched):
        return launch.begin(event)
    if state is None:
        raise ValueError(f"{event.kind} before the launch")
    after = _evolve(state, event)
    # What learner or coach do breaks a silence, unless the event is no sign of life.
    if not event.sign_of_life or event.role not in (Role.LEARNER, Role.COACH):
        return replace(after, recorded_at=event.at)
    return replace(
        after,
        recorded_at=event.at,
        last_act_at=event.at,
        signs_of_life=after.signs_of_life + 1,
    )


def _evolve(s: Engagement, e: AnyEvent) -> Engagement:
    if isinstance(e, launch.EngagementLaunched):
        raise ValueError("launched twice")
    if isinstance(e, assign.AssignEvent):
        return assign.evolve(s, e)
    if isinstance(e, readiness.ReadinessEvent):
        return readiness.evolve(s, e)
    if isinstance(e, agreement.AgreementEvent):
        return agreement.evolve(s, e)
    if isinstance(e, confidentiality.ConfidentialityEvent):
        return confidentiality.evolve(s, e)
    if isinstance(e, ground_rules.GroundRulesEvent):
        return ground_rules.evolve(s, e)
    if isinstance(e, sustainability.SustainabilityEvent):
        return sustainability.evolve(s, e)
    if isinstance(e, mandate.MandateEvent):
        return mandate.evolve(s, e)
    if isinstance(e, enrollment.EnrollmentEvent):
        return enrollment.evolve(s, e)
    if isinstance(e, checkpoints.CheckpointEvent):
        return checkpoints.evolve(s, e)
    if isinstance(e, goals.GoalsEvent):
        return goals.evolve(s, e)
    if isinstance(e, planning.PlanningEvent):
        return planning.evolve(s, e)
    if isinstance(e, sheets.SheetsEvent):
        return sheets.evolve(s, e)
    if isinstance(e, sessions.SessionsEvent):
        return sessions.evolve(s, e)
    if isinstance(e, demonstration.DemonstrationEvent):
        return demonstration.evolve(s, e)
    if isinstance(e, observation.ObservationEvent):
        return observation.evolve(s, e)
    if isinstance(e, reflection.ReflectionEvent):
        return reflection.evolve(s, e)
    if isinstance(e, feedback.FeedbackEvent):
        return feedback.evolve(s, e)
    if isinstance(e, next_steps.NextStepsEvent):
        return next_steps.evolve(s, e)
    if isinstance(e, evaluation.EvaluationEvent):
        return evaluation.evolve(s, e)
    if isinstance(e, instruments.InstrumentsEvent):
        return instruments.evolve(s, e)
    if isinstance(e, requests.RequestsEvent):
        return requests.evolve(s, e)
    if isinstance(e, scaling.ScalingEvent):
        return scaling.evolve(s, e)
    if isinstance(e, moving.MovingEvent):
        return moving.evolve(s, e)
    if isinstance(e, closing.ClosingEvent):
        return closing.evolve(s, e)
    if isinstance(e, handing_over.HandingOverEvent):
        return handing_over.evolve(s, e)
    if isinstance(e, following.FollowingEvent):
        return following.evolve(s, e)
    if isinstance(e, debriefs.DebriefsEvent):
        return debriefs.evolve(s, e)
    if isinstance(e, disclosing.DisclosingEvent):
        return disclosing.evolve(s, e)
    if isinstance(e, concerns.ConcernsEvent):
        return concerns.evolve(s, e)
    if isinstance(e, consents.ConsentsEvent):
        return consents.evolve(s, e)
    if isinstance(e, ending.EndingEvent):
        return ending.evolve(s, e)
    if isinstance(e, corrections.CorrectionsEvent):
        return corrections.evolve(s, e)
    assert_never(e)
