"""All that can be asked of an engagement: every command, by its `kind`."""

from typing import Annotated

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

AnyCommand = (
    launch.LaunchCommand
    | assign.AssignCommand
    | readiness.ReadinessCommand
    | agreement.AgreementCommand
    | confidentiality.ConfidentialityCommand
    | ground_rules.GroundRulesCommand
    | sustainability.SustainabilityCommand
    | mandate.MandateCommand
    | enrollment.EnrollmentCommand
    | checkpoints.CheckpointCommand
    | goals.GoalsCommand
    | planning.PlanningCommand
    | sheets.SheetsCommand
    | sessions.SessionsCommand
    | demonstration.DemonstrationCommand
    | observation.ObservationCommand
    | reflection.ReflectionCommand
    | feedback.FeedbackCommand
    | next_steps.NextStepsCommand
    | evaluation.EvaluationCommand
    | instruments.InstrumentsCommand
    | requests.RequestsCommand
    | scaling.ScalingCommand
    | moving.MovingCommand
    | closing.ClosingCommand
    | handing_over.HandingOverCommand
    | following.FollowingCommand
    | debriefs.DebriefsCommand
    | disclosing.DisclosingCommand
    | concerns.ConcernsCommand
    | consents.ConsentsCommand
    | ending.EndingCommand
    | corrections.CorrectionsCommand
)
EngagementCommand = Annotated[AnyCommand, Field(discriminator="kind")]

COMMANDS: TypeAdapter[AnyCommand] = TypeAdapter(EngagementCommand)
