"""All that can happen in an engagement: every event, by its `kind`."""

from typing import Annotated, get_args

from pydantic import Field, TypeAdapter

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

AnyEvent = (
    launch.LaunchEvent
    | assign.AssignEvent
    | readiness.ReadinessEvent
    | agreement.AgreementEvent
    | confidentiality.ConfidentialityEvent
    | ground_rules.GroundRulesEvent
    | sustainability.SustainabilityEvent
    | mandate.MandateEvent
    | enrollment.EnrollmentEvent
    | checkpoints.CheckpointEvent
    | goals.GoalsEvent
    | planning.PlanningEvent
    | sheets.SheetsEvent
    | sessions.SessionsEvent
    | demonstration.DemonstrationEvent
    | observation.ObservationEvent
    | reflection.ReflectionEvent
    | feedback.FeedbackEvent
    | next_steps.NextStepsEvent
    | evaluation.EvaluationEvent
    | instruments.InstrumentsEvent
    | requests.RequestsEvent
    | scaling.ScalingEvent
    | moving.MovingEvent
    | closing.ClosingEvent
    | handing_over.HandingOverEvent
    | following.FollowingEvent
    | debriefs.DebriefsEvent
    | disclosing.DisclosingEvent
    | concerns.ConcernsEvent
    | consents.ConsentsEvent
    | ending.EndingEvent
    | corrections.CorrectionsEvent
)
EngagementEvent = Annotated[AnyEvent, Field(discriminator="kind")]

EVENTS: TypeAdapter[AnyEvent] = TypeAdapter(EngagementEvent)

EVENT_CLASSES: tuple[type[AnyEvent], ...] = get_args(AnyEvent)
"""Every class of event, for whoever looks at all of them."""
