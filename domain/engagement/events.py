"""All that can happen in an engagement: every event, by its `kind`."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from domain.engagement.topics.agreement import (
    AgreementJoined,
    BoundariesStated,
    CoachContractNoted,
    ConfidentialityExplained,
    ExpectedEndAgreed,
)
from domain.engagement.topics.checkpoints import (
    CheckpointOpened,
    CheckpointOverdue,
    CheckpointPassed,
    EnrollmentAtRisk,
)
from domain.engagement.topics.closing import (
    ClosingMet,
    EngagementClosed,
    HandoffAcknowledged,
    HandoffDelivered,
    HandoffProduced,
    HandoffSeen,
    ResultsTold,
)
from domain.engagement.topics.corrections import EntryRetracted
from domain.engagement.topics.demonstration import DemonstrationRecorded, DemonstrationWaived
from domain.engagement.topics.disclosing import (
    ConcernRaised,
    ConsentGiven,
    DebriefSeen,
    DebriefWritten,
    Disclosed,
)
from domain.engagement.topics.ending import (
    EngagementEnded,
    EngagementPaused,
    EngagementResumed,
    LearnerReferred,
    LearnerWithdrew,
)
from domain.engagement.topics.enrollment import (
    BarrierAnswered,
    CoachingDeclined,
    CommitmentDeclared,
)
from domain.engagement.topics.evaluation import CycleReviewed, RelationshipAssessed
from domain.engagement.topics.feedback import ConversationHeld, FeedbackGiven, ReflectionShared
from domain.engagement.topics.following import FollowUpAnswered
from domain.engagement.topics.goals import GoalRated, GoalsConfirmed, GoalSet
from domain.engagement.topics.launch import (
    CoachAssigned,
    EngagementLaunched,
    ReadinessLookedAt,
    SupervisorAssigned,
)
from domain.engagement.topics.moving import ClosingStarted, CycleStarted, NextDecided, StageEntered
from domain.engagement.topics.next_steps import NextStepAgreed, NextStepCompleted
from domain.engagement.topics.observation import ObservationRecorded
from domain.engagement.topics.planning import ProcessAgreed, SupervisorInformed
from domain.engagement.topics.reflection import ConversationPrepared, JournalKept, ReflectionWritten
from domain.engagement.topics.sessions import (
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionScheduled,
)
from domain.engagement.topics.sustainability import (
    SustainabilityPlanSigned,
    SustainabilityPlanWritten,
)

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
