"""Every workflow of the engine. A wire name, once used, never changes."""

from workflows.cohort import CohortLaunchWorkflow
from workflows.engagement import EngagementWorkflow
from workflows.rounds import (
    ClosingSummaryWorkflow,
    HeadsSigningWorkflow,
    MailRoundWorkflow,
    SweeperWorkflow,
    WebhookRoundWorkflow,
)

WORKFLOWS: list[type] = [
    EngagementWorkflow,
    MailRoundWorkflow,
    ClosingSummaryWorkflow,
    SweeperWorkflow,
    CohortLaunchWorkflow,
    HeadsSigningWorkflow,
    WebhookRoundWorkflow,
]
