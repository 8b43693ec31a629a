"""Documents and mails as the engine would freeze them."""

from datetime import UTC, date, datetime

from activities.mail import FrozenMail, MailKind
from domain.engagement.views.papers import (
    ClosingSummary,
    Digest,
    DigestLine,
    Handoff,
    NextStepLine,
    SummaryLine,
)

Content = Digest | Handoff | ClosingSummary
SENDER = "office@agency.example"

HANDOFF = Handoff(
    engagement_id="11111111-0000-0000-0000-000000000000",
    agency="Cedar County",
    learner="Maria Nguyễn",
    supervisor="Dana Whitfield",
    coach="Tomás Ibarra",
    skill="Engaging families in first visits",
    goals=("Open four of five visits well", "Say in ten minutes why we came"),
    results="Calmer at the door",
    what_helps=("A practice partner", "The cue card"),
    supported_by="A peer group of three",
    promised="Two hours a month for practice",
    next_steps=(
        NextStepLine(text="Plan a joint visit", due=date(2027, 3, 19), done=False),
        NextStepLine(text="Write a phone card", due=date(2027, 2, 26), done=True),
    ),
    follow_ups=(date(2027, 4, 2), date(2027, 6, 1)),
    contact="Lee Park, 555-0142",
    missing=("goals_rated",),
    produced_at=datetime(2027, 3, 3, 20, 0, tzinfo=UTC),
)

SUMMARY_LINE = SummaryLine(
    engagement_id="11111111-0000-0000-0000-000000000000",
    learner="Maria Nguyễn",
    skill="Engaging families in first visits",
    started=date(2026, 9, 8),
    closed=date(2027, 2, 25),
    cycles=3,
    sessions=11,
    ended_as="closed_early",
    handoff="acknowledged",
    acknowledged_on=date(2027, 3, 1),
    follow_ups=(date(2027, 3, 27), date(2027, 5, 26)),
)

SUMMARY = ClosingSummary(
    agency="Cedar County",
    supervisor="Dana Whitfield",
    since=date(2026, 12, 1),
    until=date(2027, 3, 3),
    lines=(
        SUMMARY_LINE,
        SUMMARY_LINE.model_copy(
            update={
                "learner": "Aaliyah Robinson",
                "handoff": "waiting",
                "acknowledged_on": None,
                "ended_as": "completed",
            }
        ),
    ),
)

DIGEST = Digest(
    name="Dana Whitfield",
    local_date=date(2027, 3, 3),
    lines=(
        DigestLine(
            what="next_step/1",
            engagement_id="a",
            reference="3fa2b1c0",
            due=datetime(2027, 3, 3, 0, 0, tzinfo=UTC),
        ),
        DigestLine(
            what="next_step/2",
            engagement_id="b",
            reference="9b1c77aa",
            due=datetime(2027, 3, 4, 0, 0, tzinfo=UTC),
        ),
        DigestLine(
            what="session/1",
            engagement_id="a",
            reference="5e551011",
            due=datetime(2027, 3, 3, 22, 5, tzinfo=UTC),
        ),
        DigestLine(
            what="observation_not_discussed/1",
            engagement_id="a",
            reference="0b5e0000",
            due=datetime(2027, 3, 2, 7, 30, tzinfo=UTC),
        ),
        DigestLine(
            what="checkpoint/1",
            engagement_id="c",
            reference="77777777",
            due=datetime(2027, 3, 1, 20, 0, tzinfo=UTC),
            escalated=True,
        ),
    ),
)


def frozen(content: Content, **changes: str) -> FrozenMail:
    """A mail with this content, to Dana in Los Angeles."""
    mail = FrozenMail(
        mail_id="m1",
        kind=MailKind(content.document),
        recipient="p1",
        name="Dana Whitfield",
        address="dana@agency.example",
        time_zone="America/Los_Angeles",
        message_id="<m1@agency.example>",
        frozen_at=datetime(2027, 3, 3, 15, 0, tzinfo=UTC),
        content=content,
    )
    return mail.model_copy(update=changes)
