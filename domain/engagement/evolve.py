"""Folding: what an engagement is after one more event. Total: every event has its case."""

from collections.abc import Iterable
from typing import Any, assert_never

from domain.base.roles import Role
from domain.engagement.events import AnyEvent
from domain.engagement.folding import between, closing, cycle, enrolling, entries, setting_up
from domain.engagement.state import Engagement
from domain.engagement.topics import agreement as a
from domain.engagement.topics import (
    checkpoints,
    corrections,
    demonstration,
    disclosing,
    ending,
    enrollment,
    evaluation,
    feedback,
    following,
    goals,
    launch,
    next_steps,
    observation,
    planning,
    reflection,
    sessions,
    sustainability,
)
from domain.engagement.topics import closing as c
from domain.engagement.topics import moving as stages

COACHING = frozenset({Role.LEARNER, Role.COACH})
NO_SIGN_OF_LIFE = (
    sessions.SessionMissed,
    reflection.JournalKept,
    disclosing.Disclosed,
    disclosing.ConcernRaised,
    disclosing.ConsentGiven,
)
"""What learner or coach do without coaching going on: silence is counted on."""


def fold(events: Iterable[AnyEvent]) -> Engagement | None:
    """The engagement after these events; None if there are none."""
    state: Engagement | None = None
    for event in events:
        state = evolve(state, event)
    return state


def evolve(state: Engagement | None, event: AnyEvent) -> Engagement:
    """The engagement after `event`. Raises ValueError on an event before the launch."""
    if isinstance(event, launch.EngagementLaunched):
        return setting_up.launched(event)
    if state is None:
        raise ValueError(f"{event.kind} before the launch")
    change = _change(state, event)
    if event.role in COACHING and not isinstance(event, NO_SIGN_OF_LIFE):
        change = {"last_act_at": event.at, **change}
    return state.model_copy(update=change) if change else state


def _change(s: Engagement, e: AnyEvent) -> dict[str, Any]:
    match e:
        case launch.EngagementLaunched():
            raise ValueError("launched twice")
        case launch.CoachAssigned():
            return setting_up.coach_assigned(s, e)
        case launch.SupervisorAssigned():
            return setting_up.supervisor_assigned(s, e)
        case launch.ReadinessLookedAt():
            return {"readiness": True}
        case a.AgreementJoined():
            return setting_up.joined(s, e)
        case a.ExpectedEndAgreed():
            return {"expected_end": e.expected_end}
        case a.ConfidentialityExplained():
            return setting_up.confidentiality(s, e)
        case a.CoachContractNoted():
            return {"contract_noted": True}
        case a.BoundariesStated():
            return {"boundary_stated": True}
        case sustainability.SustainabilityPlanWritten():
            return setting_up.plan_written(s, e)
        case sustainability.SustainabilityPlanSigned():
            return setting_up.plan_signed(s)
        case enrollment.CommitmentDeclared():
            return enrolling.declared(s, e)
        case enrollment.BarrierAnswered():
            return enrolling.barrier_answered(s, e)
        case checkpoints.CheckpointOpened():
            return enrolling.checkpoint_opened(s, e)
        case checkpoints.CheckpointPassed():
            return {"checkpoint": None, "at_risk": False, "last_act_at": e.at}
        case checkpoints.CheckpointOverdue():
            return enrolling.checkpoint_overdue(s)
        case checkpoints.EnrollmentAtRisk():
            return {"at_risk": True}
        case enrollment.CoachingDeclined() | ending.LearnerReferred():
            return {}
        case goals.GoalSet():
            return setting_up.goal_set(s, e)
        case goals.GoalsConfirmed():
            return setting_up.goals_confirmed(s)
        case goals.GoalRated():
            return entries.in_cycle(s, rated=(*s.cycle.rated, (e.by, e.goal)))
        case planning.ProcessAgreed():
            return setting_up.process_agreed(e)
        case planning.SupervisorInformed():
            return {"supervisor_informed": True}
        case sessions.SessionScheduled():
            return between.session_scheduled(s, e)
        case sessions.SessionHeld():
            return between.session_over(s, e.session, "held")
        case sessions.SessionMissed():
            return between.session_over(s, e.session, "missed")
        case sessions.SessionCancelled():
            return between.session_over(s, e.session, "cancelled")
        case demonstration.DemonstrationRecorded():
            return cycle.demonstrated(s, e)
        case demonstration.DemonstrationWaived():
            return entries.in_cycle(s, waived_by=(*s.cycle.waived_by, e.by))
        case observation.ObservationRecorded():
            return cycle.observed(s, e)
        case reflection.ReflectionWritten():
            return cycle.reflected(s, e)
        case reflection.ConversationPrepared():
            return cycle.prepared(s, e)
        case reflection.JournalKept():
            return {}
        case feedback.ConversationHeld():
            return cycle.conversation_held(s, e)
        case feedback.FeedbackGiven():
            return cycle.feedback_given(s, e)
        case feedback.ReflectionShared():
            return cycle.shared(s, e)
        case next_steps.NextStepAgreed():
            return between.step_agreed(s, e)
        case next_steps.NextStepCompleted():
            return between.step_completed(s, e)
        case evaluation.RelationshipAssessed():
            return entries.in_cycle(s, assessed_by=(*s.cycle.assessed_by, e.by))
        case evaluation.CycleReviewed():
            return cycle.reviewed(s, e)
        case stages.NextDecided():
            return cycle.decided(s, e)
        case stages.CycleStarted():
            return cycle.cycle_started(s, e)
        case stages.StageEntered():
            return closing.stage_entered(s, e)
        case stages.ClosingStarted():
            return closing.started(s, e)
        case c.ClosingMet():
            return closing.change(s, met_at=e.at)
        case c.ResultsTold():
            return closing.results_told(s, e)
        case c.HandoffProduced():
            return closing.change(s, handoff=e.content, produced_at=e.at)
        case c.HandoffSeen():
            return closing.change(s, seen_at=e.at)
        case c.HandoffDelivered():
            return closing.change(s, delivered_at=e.at)
        case c.HandoffAcknowledged():
            return closing.change(s, acknowledged_at=e.at)
        case c.EngagementClosed():
            return closing.closed(s, e)
        case following.FollowUpAnswered():
            return closing.change(s, followed_up=(*s.closing.followed_up, e.days))
        case disclosing.Disclosed() | disclosing.ConcernRaised():
            return {}
        case disclosing.ConsentGiven():
            return setting_up.consent(s, e)
        case disclosing.DebriefWritten():
            return between.debrief_written(s, e)
        case disclosing.DebriefSeen():
            return between.debrief_seen(s, e)
        case ending.EngagementPaused():
            return closing.paused(s, e)
        case ending.EngagementResumed():
            return closing.resumed(s, e)
        case ending.LearnerWithdrew():
            return setting_up.withdrew(s, e)
        case ending.EngagementEnded():
            return closing.ended(e)
        case corrections.EntryRetracted():
            return entries.retracted(s, e)
        case _:
            assert_never(e)
