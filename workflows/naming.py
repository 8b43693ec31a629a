"""The ids of workflows and Schedules. Readable by whoever runs Temporal: nothing personal here."""


def engagement_workflow(engagement_id: str) -> str:
    """One engagement's workflow."""
    return f"engagement-{engagement_id}"


def cohort_workflow(cohort_id: str) -> str:
    """The launch of one cohort."""
    return f"cohort-{cohort_id}"


SWEEPER = "sweeper"
MAIL_ROUND = "mail-round"
HEADS_SIGNING = "heads-signing"
WEBHOOK_ROUND = "webhook-round"


def closing_summary(agency_id: str) -> str:
    """One agency's closing summaries."""
    return f"closing-summary-{agency_id}"
