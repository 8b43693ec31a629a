"""Folding: what an engagement is after one more event. Total: every event has its case."""

from collections.abc import Iterable
from typing import Any, assert_never

from domain.events import AnyEvent
from domain.folding import closing, coaching, setting_up
from domain.roles import Role
from domain.rules import (
    agreement as a,
)
from domain.rules import (
    closing as c,
)
from domain.rules import (
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
    stages,
    sustainability,
)
from domain.state import Engagement

COACHING = frozenset({Role.LEARNER, Role.COACH})


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
    if event.role in COACHING:
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
            return coaching.declared(s, e)
        case enrollment.BarrierAnswered():
            return coaching.barrier_answered(s, e)
        case enrollment.CheckpointOpened():
            return coaching.checkpoint_opened(s, e)
        case enrollment.CheckpointPassed():
            return {"checkpoint": None, "at_risk": False, "last_act_at": e.at}
        case enrollment.CheckpointOverdue():
            return coaching.checkpoint_overdue(s)
        case enrollment.EnrollmentAtRisk():
            return {"at_risk": True}
        case enrollment.CoachingDeclined() | ending.LearnerReferred():
            return {}
        case goals.GoalSet():
            return setting_up.goal_set(s, e)
        case goals.GoalsConfirmed():
            return setting_up.goals_confirmed(s)
        case goals.GoalRated():
            return coaching.in_cycle(s, rated=(*s.cycle.rated, (e.by, e.goal)))
        case planning.ProcessAgreed():
            return setting_up.process_agreed(e)
        case planning.SupervisorInformed():
            return {"supervisor_informed": True}
        case sessions.SessionScheduled():
            return coaching.session_scheduled(s, e)
        case sessions.SessionHeld():
            return coaching.session_over(s, e.session, "held")
        case sessions.SessionMissed():
            # A missed session is no sign of life: silence is counted on.
            return {"last_act_at": s.last_act_at, **coaching.session_over(s, e.session, "missed")}
        case sessions.SessionCancelled():
            return coaching.session_over(s, e.session, "cancelled")
        case demonstration.DemonstrationRecorded():
            return coaching.demonstrated(s, e)
        case demonstration.DemonstrationWaived():
            return coaching.in_cycle(s, waived_by=(*s.cycle.waived_by, e.by))
        case observation.ObservationRecorded():
            return coaching.observed(s, e)
        case reflection.ReflectionWritten():
            return coaching.reflected(s, e)
        case reflection.ConversationPrepared():
            return coaching.prepared(s, e)
        case reflection.JournalKept():
            return {}
        case feedback.ConversationHeld():
            return coaching.conversation_held(s, e)
        case feedback.FeedbackGiven():
            return coaching.in_cycle(s, rungs=(*s.cycle.rungs, e.rung.value))
        case feedback.ReflectionShared():
            return coaching.shared(s, e)
        case next_steps.NextStepAgreed():
            return coaching.step_agreed(s, e)
        case next_steps.NextStepCompleted():
            return coaching.step_completed(s, e)
        case evaluation.RelationshipAssessed():
            return coaching.in_cycle(s, assessed_by=(*s.cycle.assessed_by, e.by))
        case evaluation.CycleReviewed():
            return coaching.in_cycle(s, reviewed=True)
        case stages.NextDecided():
            return coaching.decided(s, e)
        case stages.CycleStarted():
            return coaching.cycle_started(s, e)
        case stages.StageEntered():
            return {"stage": e.stage, "stage_since": e.at}
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
            return coaching.debrief_written(s, e)
        case disclosing.DebriefSeen():
            return coaching.debrief_seen(s, e)
        case ending.EngagementPaused():
            return closing.paused(s, e)
        case ending.EngagementResumed():
            return closing.resumed(s, e)
        case ending.LearnerWithdrew():
            return {"learners": {**s.learners, e.by: False}}
        case ending.EngagementEnded():
            return closing.ended(e)
        case corrections.EntryRetracted():
            return coaching.retracted(s, e)
        case _:
            assert_never(e)
