"""All that can be asked of an engagement: every command, by its `kind`."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from domain.engagement.topics.agreement import (
    AgreeExpectedEnd,
    ExplainConfidentiality,
    JoinAgreement,
    NoteCoachContract,
    StateBoundaries,
)
from domain.engagement.topics.checkpoints import (
    MarkCheckpointOverdue,
    NoticeStall,
    ReviewCheckpoint,
)
from domain.engagement.topics.closing import (
    AcknowledgeHandoff,
    MeetToClose,
    NoteHandoffDelivered,
    ProduceHandoff,
    SeeHandoff,
    TellResults,
)
from domain.engagement.topics.corrections import RetractEntry
from domain.engagement.topics.demonstration import RecordDemonstration, WaiveDemonstration
from domain.engagement.topics.disclosing import (
    Disclose,
    GiveConsent,
    RaiseConcern,
    SeeDebrief,
    WriteDebrief,
)
from domain.engagement.topics.ending import (
    EndEngagement,
    PauseEngagement,
    ReferLearner,
    ResumeEngagement,
    WithdrawFromCoaching,
)
from domain.engagement.topics.enrollment import AnswerBarrier, DeclareCommitment, DeclineCoaching
from domain.engagement.topics.evaluation import AssessRelationship, ReviewCycle
from domain.engagement.topics.feedback import GiveFeedback, HoldConversation, ShareReflection
from domain.engagement.topics.following import AnswerFollowUp, EndFollowingUp
from domain.engagement.topics.goals import ConfirmGoals, RateGoal, SetGoal
from domain.engagement.topics.launch import (
    AssignCoach,
    AssignSupervisor,
    LaunchEngagement,
    LookAtReadiness,
)
from domain.engagement.topics.moving import AdvanceStage, DecideNext, GoBack, StartClosing
from domain.engagement.topics.next_steps import AgreeNextStep, CompleteNextStep
from domain.engagement.topics.observation import RecordObservation
from domain.engagement.topics.planning import AgreeProcess, InformSupervisor
from domain.engagement.topics.reflection import KeepJournal, PrepareConversation, WriteReflection
from domain.engagement.topics.sessions import (
    CancelSession,
    HoldSession,
    MissSession,
    ScheduleSession,
)
from domain.engagement.topics.sustainability import SignSustainabilityPlan, WriteSustainabilityPlan

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
