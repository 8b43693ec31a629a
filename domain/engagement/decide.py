"""The decider: what a command comes to, given what has happened. Every rule is called here."""

from functools import reduce
from typing import assert_never

from domain.agency.agency import Agency
from domain.base.model import EngagementId
from domain.base.refusals import Refusal
from domain.engagement.commands import AnyCommand
from domain.engagement.entries import MakeEntry
from domain.engagement.events import AnyEvent
from domain.engagement.evolve import evolve
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


def decide(
    engagement_id: EngagementId, state: Engagement | None, command: AnyCommand, agency: Agency
) -> tuple[AnyEvent, ...]:
    """The events a command leads to; none where nothing changes.

    What a correction takes away from a gate already passed is asked for again. `state` is None
    before the launch. Raises `Refusal` where the rules do not allow it:
    `unknown_engagement`, `already_launched`, and as the topic says.
    """
    if state is None:
        if isinstance(command, launch.LaunchEngagement):
            return launch.decide_launch(engagement_id, command, agency)
        raise Refusal("unknown_engagement")
    events = _decide(state, command, agency)
    if not isinstance(command, MakeEntry) or command.corrects is None:
        return events
    after = reduce(evolve, events, state)
    return (*events, *corrections.looked_at_again(state, after, command, agency))


def _decide(s: Engagement, c: AnyCommand, agency: Agency) -> tuple[AnyEvent, ...]:
    if isinstance(c, launch.LaunchEngagement):
        raise Refusal("already_launched")
    if isinstance(c, assign.AssignCommand):
        return assign.decide(s, c, agency)
    if isinstance(c, readiness.ReadinessCommand):
        return readiness.decide(s, c, agency)
    if isinstance(c, agreement.AgreementCommand):
        return agreement.decide(s, c, agency)
    if isinstance(c, confidentiality.ConfidentialityCommand):
        return confidentiality.decide(s, c, agency)
    if isinstance(c, ground_rules.GroundRulesCommand):
        return ground_rules.decide(s, c, agency)
    if isinstance(c, sustainability.SustainabilityCommand):
        return sustainability.decide(s, c, agency)
    if isinstance(c, mandate.MandateCommand):
        return mandate.decide(s, c, agency)
    if isinstance(c, enrollment.EnrollmentCommand):
        return enrollment.decide(s, c, agency)
    if isinstance(c, checkpoints.CheckpointCommand):
        return checkpoints.decide(s, c, agency)
    if isinstance(c, goals.GoalsCommand):
        return goals.decide(s, c, agency)
    if isinstance(c, planning.PlanningCommand):
        return planning.decide(s, c, agency)
    if isinstance(c, sheets.SheetsCommand):
        return sheets.decide(s, c, agency)
    if isinstance(c, sessions.SessionsCommand):
        return sessions.decide(s, c, agency)
    if isinstance(c, demonstration.DemonstrationCommand):
        return demonstration.decide(s, c, agency)
    if isinstance(c, observation.ObservationCommand):
        return observation.decide(s, c, agency)
    if isinstance(c, reflection.ReflectionCommand):
        return reflection.decide(s, c, agency)
    if isinstance(c, feedback.FeedbackCommand):
        return feedback.decide(s, c, agency)
    if isinstance(c, next_steps.NextStepsCommand):
        return next_steps.decide(s, c, agency)
    if isinstance(c, evaluation.EvaluationCommand):
        return evaluation.decide(s, c, agency)
    if isinstance(c, instruments.InstrumentsCommand):
        return instruments.decide(s, c, agency)
    if isinstance(c, requests.RequestsCommand):
        return requests.decide(s, c, agency)
    if isinstance(c, scaling.ScalingCommand):
        return scaling.decide(s, c, agency)
    if isinstance(c, moving.MovingCommand):
        return moving.decide(s, c, agency)
    if isinstance(c, closing.ClosingCommand):
        return closing.decide(s, c, agency)
    if isinstance(c, handing_over.HandingOverCommand):
        return handing_over.decide(s, c, agency)
    if isinstance(c, following.FollowingCommand):
        return following.decide(s, c, agency)
    if isinstance(c, debriefs.DebriefsCommand):
        return debriefs.decide(s, c, agency)
    if isinstance(c, disclosing.DisclosingCommand):
        return disclosing.decide(s, c, agency)
    if isinstance(c, concerns.ConcernsCommand):
        return concerns.decide(s, c, agency)
    if isinstance(c, consents.ConsentsCommand):
        return consents.decide(s, c, agency)
    if isinstance(c, ending.EndingCommand):
        return ending.decide(s, c, agency)
    if isinstance(c, corrections.CorrectionsCommand):
        return corrections.decide(s, c, agency)
    assert_never(c)
