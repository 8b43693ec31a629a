"""All that can happen in an engagement: every event, by its `kind`."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from domain.rules.agreement import (
    AgreementJoined,
    BoundariesStated,
    CoachContractNoted,
    ConfidentialityExplained,
    ExpectedEndAgreed,
)
from domain.rules.checkpoints import (
    CheckpointOpened,
    CheckpointOverdue,
    CheckpointPassed,
    EnrollmentAtRisk,
)
from domain.rules.closing import (
    ClosingMet,
    EngagementClosed,
    HandoffAcknowledged,
    HandoffDelivered,
    HandoffProduced,
    HandoffSeen,
    ResultsTold,
)
from domain.rules.corrections import EntryRetracted
from domain.rules.demonstration import DemonstrationRecorded, DemonstrationWaived
from domain.rules.disclosing import (
    ConcernRaised,
    ConsentGiven,
    DebriefSeen,
    DebriefWritten,
    Disclosed,
)
from domain.rules.ending import (
    EngagementEnded,
    EngagementPaused,
    EngagementResumed,
    LearnerReferred,
    LearnerWithdrew,
)
from domain.rules.enrollment import BarrierAnswered, CoachingDeclined, CommitmentDeclared
from domain.rules.evaluation import CycleReviewed, RelationshipAssessed
from domain.rules.feedback import ConversationHeld, FeedbackGiven, ReflectionShared
from domain.rules.following import FollowUpAnswered
from domain.rules.goals import GoalRated, GoalsConfirmed, GoalSet
from domain.rules.launch import (
    CoachAssigned,
    EngagementLaunched,
    ReadinessLookedAt,
    SupervisorAssigned,
)
from domain.rules.next_steps import NextStepAgreed, NextStepCompleted
from domain.rules.observation import ObservationRecorded
from domain.rules.planning import ProcessAgreed, SupervisorInformed
from domain.rules.reflection import ConversationPrepared, JournalKept, ReflectionWritten
from domain.rules.sessions import SessionCancelled, SessionHeld, SessionMissed, SessionScheduled
from domain.rules.stages import ClosingStarted, CycleStarted, NextDecided, StageEntered
from domain.rules.sustainability import SustainabilityPlanSigned, SustainabilityPlanWritten

AnyEvent = (
    EngagementLaunched
    | CoachAssigned
    | SupervisorAssigned
    | ReadinessLookedAt
    | AgreementJoined
    | ExpectedEndAgreed
    | ConfidentialityExplained
    | CoachContractNoted
    | BoundariesStated
    | SustainabilityPlanWritten
    | SustainabilityPlanSigned
    | CommitmentDeclared
    | BarrierAnswered
    | CoachingDeclined
    | CheckpointOpened
    | CheckpointPassed
    | EnrollmentAtRisk
    | CheckpointOverdue
    | GoalSet
    | GoalsConfirmed
    | GoalRated
    | ProcessAgreed
    | SupervisorInformed
    | SessionScheduled
    | SessionHeld
    | SessionMissed
    | SessionCancelled
    | DemonstrationRecorded
    | DemonstrationWaived
    | ObservationRecorded
    | ReflectionWritten
    | ConversationPrepared
    | JournalKept
    | ConversationHeld
    | FeedbackGiven
    | ReflectionShared
    | NextStepAgreed
    | NextStepCompleted
    | RelationshipAssessed
    | CycleReviewed
    | StageEntered
    | NextDecided
    | CycleStarted
    | ClosingStarted
    | ClosingMet
    | ResultsTold
    | HandoffProduced
    | HandoffSeen
    | HandoffDelivered
    | HandoffAcknowledged
    | EngagementClosed
    | FollowUpAnswered
    | Disclosed
    | ConcernRaised
    | ConsentGiven
    | DebriefWritten
    | DebriefSeen
    | EngagementPaused
    | EngagementResumed
    | LearnerWithdrew
    | LearnerReferred
    | EngagementEnded
    | EntryRetracted
)
EngagementEvent = Annotated[AnyEvent, Field(discriminator="kind")]

EVENTS: TypeAdapter[AnyEvent] = TypeAdapter(EngagementEvent)
