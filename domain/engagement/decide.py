"""The decider: what a command comes to, given what has happened. Every rule is called here."""

from typing import assert_never, cast

from domain.agency.agency import Agency
from domain.base.model import EngagementId
from domain.base.refusals import Refusal
from domain.engagement.commands import AnyCommand
from domain.engagement.events import AnyEvent
from domain.engagement.state import Engagement
from domain.engagement.topics import (
    agreement,
    checkpoints,
    closing,
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
from domain.engagement.topics import moving as stages


def decide(
    engagement_id: EngagementId, state: Engagement | None, command: AnyCommand, agency: Agency
) -> tuple[AnyEvent, ...]:
    """The events a command leads to; none where nothing changes.

    `state` is None before the launch. Raises `Refusal` where the rules do not allow it.
    """
    if isinstance(command, launch.LaunchEngagement):
        return cast(tuple[AnyEvent, ...], launch.launch(engagement_id, state, command, agency))
    if state is None:
        raise Refusal("unknown_engagement")
    return cast(tuple[AnyEvent, ...], _decide(state, command, agency))


def _decide(s: Engagement, c: AnyCommand, agency: Agency) -> tuple[object, ...]:
    match c:
        case launch.LaunchEngagement():
            raise Refusal("already_launched")
        case launch.AssignCoach():
            return launch.assign_coach(s, c, agency)
        case launch.AssignSupervisor():
            return launch.assign_supervisor(s, c)
        case launch.LookAtReadiness():
            return launch.look_at_readiness(s, c)
        case agreement.JoinAgreement():
            return agreement.join(s, c, agency)
        case agreement.AgreeExpectedEnd():
            return agreement.agree_expected_end(s, c, agency)
        case agreement.ExplainConfidentiality():
            return agreement.explain_confidentiality(s, c)
        case agreement.NoteCoachContract():
            return agreement.note_contract(s, c)
        case agreement.StateBoundaries():
            return agreement.state_boundaries(s, c)
        case sustainability.WriteSustainabilityPlan():
            return sustainability.write_plan(s, c)
        case sustainability.SignSustainabilityPlan():
            return sustainability.sign_plan(s, c)
        case enrollment.DeclareCommitment():
            return enrollment.declare(s, c, agency)
        case enrollment.AnswerBarrier():
            return enrollment.answer_barrier(s, c, agency)
        case enrollment.DeclineCoaching():
            return enrollment.decline(s, c)
        case checkpoints.NoticeStall():
            return checkpoints.notice_stall(s, c, agency)
        case checkpoints.MarkCheckpointOverdue():
            return checkpoints.mark_overdue(s, c)
        case checkpoints.ReviewCheckpoint():
            return checkpoints.review(s, c, agency)
        case goals.SetGoal():
            return goals.set_goal(s, c, agency)
        case goals.ConfirmGoals():
            return goals.confirm_goals(s, c)
        case goals.RateGoal():
            return goals.rate_goal(s, c)
        case planning.AgreeProcess():
            return planning.agree_process(s, c)
        case planning.InformSupervisor():
            return planning.inform_supervisor(s, c)
        case sessions.ScheduleSession():
            return sessions.schedule(s, c)
        case sessions.HoldSession():
            return sessions.hold(s, c)
        case sessions.MissSession():
            return sessions.miss(s, c, agency)
        case sessions.CancelSession():
            return sessions.cancel(s, c)
        case demonstration.RecordDemonstration():
            return demonstration.record(s, c)
        case demonstration.WaiveDemonstration():
            return demonstration.waive(s, c)
        case observation.RecordObservation():
            return observation.record(s, c)
        case reflection.WriteReflection():
            return reflection.write(s, c)
        case reflection.PrepareConversation():
            return reflection.prepare(s, c)
        case reflection.KeepJournal():
            return reflection.keep_journal(s, c)
        case feedback.HoldConversation():
            return feedback.hold(s, c)
        case feedback.GiveFeedback():
            return feedback.give(s, c)
        case feedback.ShareReflection():
            return feedback.share(s, c)
        case next_steps.AgreeNextStep():
            return next_steps.agree(s, c, agency)
        case next_steps.CompleteNextStep():
            return next_steps.complete(s, c)
        case evaluation.AssessRelationship():
            return evaluation.assess(s, c)
        case evaluation.ReviewCycle():
            return evaluation.review(s, c)
        case stages.AdvanceStage():
            return stages.advance(s, c, agency)
        case stages.GoBack():
            return stages.go_back(s, c, agency)
        case stages.DecideNext():
            return stages.decide_next(s, c, agency)
        case stages.StartClosing():
            return stages.start_closing(s, c, agency)
        case closing.MeetToClose():
            return closing.meet(s, c)
        case closing.TellResults():
            return closing.tell_results(s, c)
        case closing.ProduceHandoff():
            return closing.produce(s, c, agency)
        case closing.SeeHandoff():
            return closing.see(s, c)
        case closing.NoteHandoffDelivered():
            return closing.note_delivered(s, c)
        case closing.AcknowledgeHandoff():
            return closing.acknowledge(s, c)
        case following.AnswerFollowUp():
            return following.answer(s, c, agency)
        case following.EndFollowingUp():
            return following.end_following_up(s, c)
        case disclosing.Disclose():
            return disclosing.disclose(s, c)
        case disclosing.RaiseConcern():
            return disclosing.raise_concern(s, c)
        case disclosing.GiveConsent():
            return disclosing.give_consent(s, c)
        case disclosing.WriteDebrief():
            return disclosing.write_debrief(s, c)
        case disclosing.SeeDebrief():
            return disclosing.see_debrief(s, c)
        case ending.PauseEngagement():
            return ending.pause(s, c)
        case ending.ResumeEngagement():
            return ending.resume(s, c)
        case ending.WithdrawFromCoaching():
            return ending.withdraw(s, c)
        case ending.ReferLearner():
            return ending.refer(s, c)
        case ending.EndEngagement():
            return ending.end(s, c)
        case corrections.RetractEntry():
            return corrections.retract(s, c)
        case _:
            assert_never(c)
