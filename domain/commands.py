"""All that can be asked of an engagement: every command, by its `kind`."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from domain.rules.agreement import (
    AgreeExpectedEnd,
    ExplainConfidentiality,
    JoinAgreement,
    NoteCoachContract,
    StateBoundaries,
)
from domain.rules.checkpoints import MarkCheckpointOverdue, NoticeStall, ReviewCheckpoint
from domain.rules.closing import (
    AcknowledgeHandoff,
    MeetToClose,
    NoteHandoffDelivered,
    ProduceHandoff,
    SeeHandoff,
    TellResults,
)
from domain.rules.corrections import RetractEntry
from domain.rules.demonstration import RecordDemonstration, WaiveDemonstration
from domain.rules.disclosing import Disclose, GiveConsent, RaiseConcern, SeeDebrief, WriteDebrief
from domain.rules.ending import (
    EndEngagement,
    PauseEngagement,
    ReferLearner,
    ResumeEngagement,
    WithdrawFromCoaching,
)
from domain.rules.enrollment import AnswerBarrier, DeclareCommitment, DeclineCoaching
from domain.rules.evaluation import AssessRelationship, ReviewCycle
from domain.rules.feedback import GiveFeedback, HoldConversation, ShareReflection
from domain.rules.following import AnswerFollowUp, EndFollowingUp
from domain.rules.goals import ConfirmGoals, RateGoal, SetGoal
from domain.rules.launch import AssignCoach, AssignSupervisor, LaunchEngagement, LookAtReadiness
from domain.rules.next_steps import AgreeNextStep, CompleteNextStep
from domain.rules.observation import RecordObservation
from domain.rules.planning import AgreeProcess, InformSupervisor
from domain.rules.reflection import KeepJournal, PrepareConversation, WriteReflection
from domain.rules.sessions import CancelSession, HoldSession, MissSession, ScheduleSession
from domain.rules.stages import AdvanceStage, DecideNext, GoBack, StartClosing
from domain.rules.sustainability import SignSustainabilityPlan, WriteSustainabilityPlan

AnyCommand = (
    LaunchEngagement
    | AssignCoach
    | AssignSupervisor
    | LookAtReadiness
    | JoinAgreement
    | AgreeExpectedEnd
    | ExplainConfidentiality
    | NoteCoachContract
    | StateBoundaries
    | WriteSustainabilityPlan
    | SignSustainabilityPlan
    | DeclareCommitment
    | AnswerBarrier
    | DeclineCoaching
    | NoticeStall
    | MarkCheckpointOverdue
    | ReviewCheckpoint
    | SetGoal
    | ConfirmGoals
    | RateGoal
    | AgreeProcess
    | InformSupervisor
    | ScheduleSession
    | HoldSession
    | MissSession
    | CancelSession
    | RecordDemonstration
    | WaiveDemonstration
    | RecordObservation
    | WriteReflection
    | PrepareConversation
    | KeepJournal
    | HoldConversation
    | GiveFeedback
    | ShareReflection
    | AgreeNextStep
    | CompleteNextStep
    | AssessRelationship
    | ReviewCycle
    | AdvanceStage
    | GoBack
    | DecideNext
    | StartClosing
    | MeetToClose
    | TellResults
    | ProduceHandoff
    | SeeHandoff
    | NoteHandoffDelivered
    | AcknowledgeHandoff
    | AnswerFollowUp
    | EndFollowingUp
    | Disclose
    | RaiseConcern
    | GiveConsent
    | WriteDebrief
    | SeeDebrief
    | PauseEngagement
    | ResumeEngagement
    | WithdrawFromCoaching
    | ReferLearner
    | EndEngagement
    | RetractEntry
)
EngagementCommand = Annotated[AnyCommand, Field(discriminator="kind")]

COMMANDS: TypeAdapter[AnyCommand] = TypeAdapter(EngagementCommand)
